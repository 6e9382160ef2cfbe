namespace Gbv.Functions.Tests;

/// <summary>Bodies that the genuine Functions host sent, byte for byte but for names and the message (host version 4.1037.0).</summary>
internal static class HostPayloads
{
    public const string Timer = """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-11-24T08:00:00+00:00","LastUpdated":"0001-01-01T00:00:00+00:00"},"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"Sweep","UtcNow":"2026-11-24T07:59:59.1234567Z","RandGuid":"1c4f8e8f-6f9c-4a6e-8f0b-0a3c9d5e7b21"}}}""";

    public static string Queue(string function, byte[] message) => """{"Data":{"message":"BASE64"},"Metadata":{"DequeueCount":"1","ExpirationTime":"\"2026-12-01T07:59:59+00:00\"","Id":"\"0b1d7c52-4d0f-4a51-8b3c-5e6f7a8b9c0d\"","InsertionTime":"\"2026-11-24T07:59:59+00:00\"","NextVisibleTime":"\"2026-11-24T08:09:59+00:00\"","PopReceipt":"\"MjROb3YyMDI2MDc6NTk6NTk4YzQ2\"","sys":{"MethodName":"FUNCTION","UtcNow":"2026-11-24T07:59:59.1234567Z","RandGuid":"9d2f4b6a-3c5e-4f7a-8b9c-0d1e2f3a4b5c"}}}"""
        .Replace("BASE64", Convert.ToBase64String(message), StringComparison.Ordinal)
        .Replace("FUNCTION", function, StringComparison.Ordinal);

    /// <summary>From the sources of the host and of its extension for Service Bus: no namespace could be reached to see one.</summary>
    public static string Bus(string function, byte[] message, int delivery = 1) => """{"Data":{"message":"BASE64"},"Metadata":{"MessageReceiver":{},"MessageSession":{},"Client":{"FullyQualifiedNamespace":"sbns.servicebus.windows.net"},"DeliveryCount":"DELIVERY","LockToken":"\"2f0a7f55-6d0d-4a43-9d0e-4e2a5c7b9d11\"","ExpiresAtUtc":"\"9999-12-31T23:59:59.9999999Z\"","EnqueuedTimeUtc":"\"2026-11-24T07:59:59.123Z\"","MessageId":"\"8c8f0f5c1b8d4d6f9a55a1f20e1c7d3b\"","ContentType":"\"application/json\"","SequenceNumber":"17","ApplicationProperties":{},"sys":{"MethodName":"FUNCTION","UtcNow":"2026-11-24T07:59:59.1234567Z","RandGuid":"9d2f4b6a-3c5e-4f7a-8b9c-0d1e2f3a4b5c"}}}"""
        .Replace("BASE64", Convert.ToBase64String(message), StringComparison.Ordinal)
        .Replace("DELIVERY", delivery.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("FUNCTION", function, StringComparison.Ordinal);
}
