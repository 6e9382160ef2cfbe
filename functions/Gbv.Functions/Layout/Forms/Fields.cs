namespace Gbv.Functions.Layout.Forms;

/// <summary>One question of a form; texts come already in the page's language.</summary>
public abstract record Field(string Name)
{
    /// <summary>The question; null when the page's heading asks it.</summary>
    public string? Label { get; init; }

    public string? Hint { get; init; }

    /// <summary>Marked and asked for; everything else may be left empty.</summary>
    public bool Required { get; init; }

    public string Id => IdOf(Name);

    public static string IdOf(string name) => "f-" + name;
}

/// <summary>One of several answers, as radio buttons.</summary>
public sealed record Choice(string Name, IReadOnlyList<Option> Options) : Field(Name);

/// <summary>Any of several answers, as checkboxes.</summary>
public sealed record Several(string Name, IReadOnlyList<Option> Options) : Field(Name);

/// <summary>One of a long list.</summary>
public sealed record Pick(string Name, IReadOnlyList<Option> Options) : Field(Name)
{
    /// <summary>The entry that stands for "nothing chosen".</summary>
    public string Empty { get; init; } = "";
}

/// <summary>A single tick.</summary>
public sealed record Tick(string Name, string Text) : Field(Name);

/// <summary>One line of text.</summary>
public sealed record Line(string Name) : Field(Name)
{
    public string Type { get; init; } = "text";
    public string? InputMode { get; init; }
    public int MaxLength { get; init; } = 200;

    /// <summary>Words to pick from, offered by the browser without a script.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>Text in the visitor's own words.</summary>
public sealed record LongText(string Name) : Field(Name)
{
    public int MaxLength { get; init; } = 4000;
    public int Rows { get; init; } = 5;
}

/// <summary>One answer to choose.</summary>
public sealed record Option(string Value, string Text, string? Hint = null);

/// <summary>What is wrong with one field, in words that help.</summary>
public sealed record FieldError(string Field, string Text);
