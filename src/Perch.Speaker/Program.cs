return Perch.Speaker.Commands.CommandLine.Run(args);
