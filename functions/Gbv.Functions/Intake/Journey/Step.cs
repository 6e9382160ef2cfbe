using Gbv.Domain.Directory;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>All that a step may look at when it builds its page or checks what was typed.</summary>
internal sealed record StepContext(PageContext Page, JourneyState State, IReadOnlyList<Area> Areas, CommuneDirectory? Directory, DateOnly Today)
{
    public Texts T => Page.T;
    public Answers Answers => State.Answers;

    /// <summary>Third person where somebody else reports.</summary>
    public bool ThirdParty => State.Journey != Domain.Reports.Journey.Person;
}

/// <summary>One page of a journey: one thing to think about, most of it optional.</summary>
internal abstract class Step
{
    /// <summary>What the hidden field <c>step</c> says.</summary>
    public abstract string Id { get; }

    public virtual string Title(StepContext c) => c.T[$"intake.{Id}.title"];

    /// <summary>Texts and questions from top to bottom.</summary>
    public abstract IEnumerable<Block> Content(StepContext c);

    /// <summary>What has to be put right before going on; nothing by default, because most questions may be left out.</summary>
    public virtual IEnumerable<FieldError> Check(StepContext c) => [];

    /// <summary>Buttons beside "Tiếp tục".</summary>
    public virtual IEnumerable<StepButton> Buttons(StepContext c) => [];

    public IEnumerable<Field> Fields(StepContext c) => Content(c).OfType<Ask>().Select(a => a.Field);
}

/// <summary>A piece of a step's page.</summary>
public abstract record Block;

/// <summary>A question.</summary>
public sealed record Ask(Field Field) : Block;

/// <summary>A text; lines become paragraphs.</summary>
public sealed record Say(string Text, Tone Tone = Tone.Plain) : Block;

/// <summary>A heading inside a step.</summary>
public sealed record Heading(string Text) : Block;

/// <summary>A text that opens on a press and is always there.</summary>
public sealed record Fold(string Summary, string Text) : Block;

/// <summary>Answers of one earlier step with its [Sửa].</summary>
public sealed record Part(string StepId, string Title, IReadOnlyList<(string Question, string Answer)> Lines) : Block;

/// <summary>How a text looks.</summary>
public enum Tone { Plain, Why, Box, Care, Alert }
