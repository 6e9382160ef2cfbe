using Gbv.Functions.Assets;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Information;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Responders;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Triage;

var builder = FunctionApp.CreateBuilder();
builder.AddTelemetry();

builder.Services.AddCases();
builder.Services.AddDirectory();
builder.Services.AddEmail(builder.Configuration);
builder.Services.AddFollowUp();
builder.Services.AddHosting();
builder.Services.AddInformation();
builder.Services.AddIntake();
builder.Services.AddJourney();
builder.Services.AddLinks();
builder.Services.AddPages();
builder.Services.AddReferrals();
builder.Services.AddReporting();
builder.Services.AddReportsApi();
builder.Services.AddResponders();
builder.Services.AddRing(builder.Configuration);
builder.Services.AddSealing();
builder.Services.AddStorage();
builder.Services.AddTriage();

var app = builder.Build();
app.UseHosting();

app.MapApiDocument();
app.MapAssets();
app.MapEmail();
app.MapFollowUp();
app.MapHealth();
app.MapInformation();
app.MapIntake();
app.MapReferrals();
app.MapReporting();
app.MapReportsApi();
app.MapResponders();
app.MapWellKnown();

return await app.RunAsync(args);
