using Gbv.Functions.Storage;

namespace Gbv.Functions.Tests.Broker;

public sealed class BusSettingsTests
{
    [Theory]
    [InlineData("", false, true)]
    [InlineData("", true, false)]
    [InlineData("sbns-a.servicebus.windows.net", true, true)]
    [InlineData("https://sbns-a.servicebus.windows.net/", false, false)]
    [InlineData("sbns-a.servicebus.windows.net/queue", true, false)]
    public void A_namespace_is_a_host_name_and_sending_needs_one(string name, bool send, bool expected) =>
        Assert.Equal(expected, new ServiceBusOptions { FullyQualifiedNamespace = name, Send = send }.IsComplete);
}
