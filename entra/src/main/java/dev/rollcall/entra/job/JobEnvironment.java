package dev.rollcall.entra.job;

import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.entra.connection.EndpointConnections;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.source.FolderDirectory;
import dev.rollcall.entra.source.SourceDirectory;
import dev.rollcall.entra.work.JobRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a job takes from the world around it.
 *
 * @param random for ids of records and for random values in expressions
 * @param variables the value of an environment variable
 * @param sources the source directory in a folder
 */
public record JobEnvironment(
        Clock clock,
        RandomGenerator random,
        Function<String, Optional<String>> variables,
        TargetConnections connections,
        Function<Path, SourceDirectory> sources,
        JobRules rules) {
    /** The machine's clock and variables, SCIM endpoints over HTTP, directories of YAML and CSV files, the documented numbers. */
    public static JobEnvironment system() {
        return new JobEnvironment(
                Clock.systemUTC(),
                new SecureRandom(),
                name -> Optional.ofNullable(System.getenv(name)),
                new EndpointConnections(HttpTransportOptions.defaults()),
                FolderDirectory::new,
                JobRules.DOCUMENTED);
    }

    /** The same with other environment variables. */
    public JobEnvironment withVariables(Function<String, Optional<String>> others) {
        return new JobEnvironment(clock, random, others, connections, sources, rules);
    }

    /** The same with other ways over HTTP to the endpoints. */
    public JobEnvironment withTransport(HttpTransportOptions options) {
        return new JobEnvironment(clock, random, variables, new EndpointConnections(options), sources, rules);
    }

    /** The same with another clock. */
    public JobEnvironment withClock(Clock other) {
        return new JobEnvironment(other, random, variables, connections, sources, rules);
    }
}
