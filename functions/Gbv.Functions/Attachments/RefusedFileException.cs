using Gbv.Domain.Attachments;

namespace Gbv.Functions.Attachments;

/// <summary>Nothing can be made of a file, and why; the message names what was met, never what it held.</summary>
internal sealed class RefusedFileException(FileProblem problem, string met) : Exception(met)
{
    public FileProblem Problem { get; } = problem;
}
