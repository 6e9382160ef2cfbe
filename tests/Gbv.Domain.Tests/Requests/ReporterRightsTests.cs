using Gbv.Domain.Requests;

namespace Gbv.Domain.Tests.Requests;

public sealed class ReporterRightsTests
{
    /// <summary>The table of design §5, a row an act: what a person with a word needs, without one, and a third party.</summary>
    public static TheoryData<ReporterAct, ReporterRight, ReporterRight, ReporterRight> Table => new()
    {
        { ReporterAct.Read, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.Write, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.Add, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.Notice, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.StopContact, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.LockCode, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.Undo, ReporterRight.Code, ReporterRight.Code, ReporterRight.Code },
        { ReporterAct.ChangeContact, ReporterRight.SecretWord, ReporterRight.Caseworker, ReporterRight.Caseworker },
        { ReporterAct.ChangeConsent, ReporterRight.SecretWord, ReporterRight.Caseworker, ReporterRight.Caseworker },
        { ReporterAct.Erase, ReporterRight.SecretWord, ReporterRight.Caseworker, ReporterRight.Caseworker },
        { ReporterAct.Copy, ReporterRight.SecretWord, ReporterRight.Caseworker, ReporterRight.Caseworker },
    };

    [Theory, MemberData(nameof(Table))]
    public void Each_act_needs_what_the_design_says(ReporterAct act, ReporterRight withWord, ReporterRight withoutWord, ReporterRight thirdParty)
    {
        Assert.Equal(withWord, ReporterRights.Of(act, thirdParty: false, hasWord: true));
        Assert.Equal(withoutWord, ReporterRights.Of(act, thirdParty: false, hasWord: false));
        Assert.Equal(thirdParty, ReporterRights.Of(act, thirdParty: true, hasWord: true));
    }

    [Fact]
    public void Every_act_has_its_row() =>
        Assert.Equal(Enum.GetValues<ReporterAct>().Order(), Table.Select(row => row.Data.Item1).Order());
}
