using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Requests;

/// <summary>A case whose reporter asks for something with the code, and the office that carries it out.</summary>
public abstract class RequestTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private int forms;

    internal CaseWorld World { get; private set; } = null!;
    internal ReceiptCode Code { get; private set; }
    internal CaseId Id { get; private set; }

    internal static Report Normal => AReport.OfAPerson with { Wishes = [HelpWish.Health, HelpWish.LegalAdvice] };

    internal static Report High => Normal with { DangerSigns = [DangerSign.Repeats, DangerSign.GettingWorse] };

    public async ValueTask InitializeAsync() => World = await CreateAsync(azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task ReceivedAsync(Report report)
    {
        (Code, Id) = await World.SubmitAsync(report);
        await WorkAsync();
    }

    internal Task<CasePartition> ReadAsync() => World.ReadAsync(Id);

    internal Task WorkAsync() => World.Worker.CarryOutDueAsync(Id, Cancel);

    /// <summary>Asks and has it carried out; mails sent before are forgotten.</summary>
    internal async Task AskAsync(RequestKind kind, RequestContent? content = null)
    {
        World.Mails.Drain();
        Assert.Equal(ReporterResult.Done, await World.Get<RequestService>().AskAsync(Code, NewForm(), kind, content, Cancel));
        await WorkAsync();
    }

    internal Task<ReporterResult> UndoAsync(string request) => World.Get<RequestService>().UndoAsync(Code, NewForm(), request, Cancel);

    internal string NewForm() => $"form-{++forms}";

    /// <summary>The named person takes the item on.</summary>
    internal async Task AcceptAsync(WorkItem item)
    {
        await ClickAsync(item, (clicks, read, now) => clicks.Accept(read, now));
        await WorkAsync();
    }

    /// <summary>A click of the named person.</summary>
    internal async Task ClickAsync(WorkItem item, Func<ReferralChanges, CasePartition, DateTimeOffset, CaseChange?> click)
    {
        var person = (await World.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!.Find(item.ResponderId)!;
        Assert.Equal(ChangeResult.Done, await World.Changes.ApplyAsync(Id, (read, now) => click(new(item.Id, person, person.Name), read, now), Cancel));
    }

    internal async Task<string> MailOf(string personId) => (await World.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!.Find(personId)!.Email;
}
