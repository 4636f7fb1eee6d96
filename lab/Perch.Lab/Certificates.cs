namespace Perch.Lab;

/// <summary>An authority and what it vouches for, in a folder of a machine, as an operator makes them.</summary>
public static class Certificates
{
    /// <summary>ca.pem; server.pem and server-key.pem for a name; cert.pem and key.pem for a client.</summary>
    public static async Task MakeAsync(
        Machine machine, string folder, string name, CancellationToken cancellationToken)
    {
        const string Key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -config req.cnf";
        await machine.WriteAsync($"{folder}/req.cnf", "[req]\ndistinguished_name = name\n[name]\n", cancellationToken);
        await machine.DoAsync(
            $"cd {folder} && openssl req -x509 {Key} -keyout ca-key.pem -out ca.pem -subj '/CN=authority of the lab' "
            + "-addext basicConstraints=critical,CA:TRUE "
            + $"&& openssl req -x509 -CA ca.pem -CAkey ca-key.pem {Key} -keyout server-key.pem -out server.pem "
            + $"-subj /CN=server -addext subjectAltName=DNS:{name} -addext extendedKeyUsage=serverAuth "
            + $"&& openssl req -x509 -CA ca.pem -CAkey ca-key.pem {Key} -keyout key.pem -out cert.pem "
            + "-subj /CN=operator -addext extendedKeyUsage=clientAuth",
            cancellationToken);
    }
}
