using Gbv.Domain.Cases;

namespace Gbv.Functions.Intake.Api;

/// <summary>What the sender of a report keeps.</summary>
/// <param name="Receipt">Opens status and messages; hand it to the person, do not store it.</param>
/// <param name="ReceivedAt">When it became durable.</param>
/// <param name="Number">Proof number (Số) for a register; unrelated to the receipt.</param>
public sealed record ReceiptAnswer(string Receipt, DateTimeOffset ReceivedAt, string Number);

/// <summary>Asks for the status behind a receipt; the receipt stands in the body, never in an address.</summary>
public sealed record StatusRequest
{
    public required string Receipt { get; init; }
}

/// <summary>What a receipt shows.</summary>
public sealed record StatusAnswer(PublicStatus Status, bool HasAnswer);
