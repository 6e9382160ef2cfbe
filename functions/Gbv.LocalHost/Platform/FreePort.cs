using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Gbv.LocalHost.Platform;

/// <summary>
/// Finds a port on the loopback address that nobody uses now. It lies below the range from which systems take the near end of outgoing
/// calls: there another call, or our own probe of the very port, could sit on it before the program that it was found for listens.
/// </summary>
internal static class FreePort
{
    private const int Lowest = 15_000;
    private const int Beyond = 32_000;
    private const int Tries = 1_000;

    public static int Find()
    {
        for (var i = 0; i < Tries; i++)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Beyond);
            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException($"No free port was found between {Lowest} and {Beyond - 1}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
