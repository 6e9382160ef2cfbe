using Gbv.Functions.Hosting;

var builder = FunctionApp.CreateBuilder();

builder.Services.AddHosting();

var app = builder.Build();
app.UseHosting();

app.MapHealth();

return await app.RunAsync(args);
