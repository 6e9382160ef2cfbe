namespace Gbv.Domain.Requests;

/// <summary>What somebody can do who comes back with a receipt code.</summary>
public enum ReporterAct { Read, Write, Add, Notice, StopContact, LockCode, Undo, ChangeContact, ChangeConsent, Erase, Copy }

/// <summary>What an act needs beside the code.</summary>
public enum ReporterRight
{
    /// <summary>The code alone.</summary>
    Code,

    /// <summary>The code and the secret word: a code can be found by somebody else.</summary>
    SecretWord,

    /// <summary>Nothing that a page can check is enough: a person asks by the safe contact.</summary>
    Caseworker,
}

/// <summary>
/// What a receipt may do alone, what needs the secret word, and what only a caseworker can settle (design §5). Whatever makes
/// somebody safer at once needs the code alone; whatever could be used against her needs more.
/// </summary>
public static class ReporterRights
{
    /// <param name="thirdParty">Somebody who told about another person: consent, contact and record are that person's.</param>
    /// <param name="hasWord">A secret word was left.</param>
    public static ReporterRight Of(ReporterAct act, bool thirdParty, bool hasWord) => act switch
    {
        ReporterAct.Read or ReporterAct.Write or ReporterAct.Add or ReporterAct.Notice or ReporterAct.StopContact or ReporterAct.LockCode => ReporterRight.Code,

        // Back to the state in which help goes on.
        ReporterAct.Undo => ReporterRight.Code,
        _ when thirdParty || !hasWord => ReporterRight.Caseworker,
        _ => ReporterRight.SecretWord,
    };
}
