package dev.rollcall.hardship;

import dev.rollcall.directory.connection.ConnectionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The attackers in a process of their own, that yields the processors to all others: attackers are on other machines, and what
 * a bystander feels must be the server's doing, not that its own client waits for theirs.
 *
 * <p>It is told whom to be and what to attack, prints {@value #PREPARED}, waits for a line, attacks, and prints what was answered;
 * it ends with exit code 1 when an answer was none of the documented ones.
 */
final class AttackProcess implements AutoCloseable {
    private static final String PREPARED = "prepared";

    /** A client of large bodies and answers; more is not what an attacker would be stopped by. */
    private static final String HEAP = "-Xmx1500m";

    /** A briefer attack is part of every build, and over before a better compiler would have gained anything. */
    private static final Duration BRIEF = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader out;

    private AttackProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; while it starts, what it attacks can be made. */
    static AttackProcess start(AttackSize size, URI node) throws IOException {
        boolean brief = size.attack().compareTo(BRIEF) < 0;
        // nice: behind all others in the queue for a processor, but not for ever where a build keeps them busy.
        List<String> command = new ArrayList<>(List.of("nice", "-n", brief ? "10" : "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC"));
        if (brief) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AttackProcess.class.getName(), size.name(),
                node.toString()));
        return new AttackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Tells it whom to be and what to attack, and waits until it is ready. */
    void prepare(List<Access> accesses, AttackTargets targets) throws IOException {
        // By standard input: the arguments of a process can be seen by all.
        for (Access access : accesses) {
            tell(access.connection().value() + " " + access.token());
        }
        tell(targets.line());
        String line;
        do {
            line = out.readLine();
            if (line == null) {
                throw new AssertionError("The attackers ended while they prepared");
            }
            System.out.println("attackers: " + line);
        } while (!line.equals(PREPARED));
    }

    /** Attacks for as long as the size says; returns when all are done. */
    void attack() throws IOException, InterruptedException {
        tell("go");
        out.lines().forEach(line -> System.out.println("attackers: " + line));
        process.waitFor();
    }

    /** Fails when an answer was not a documented one; what was answered is on standard output. */
    void requireDocumented() {
        assertThat(process.exitValue()).as("answers that are not documented; they were printed").isZero();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void tell(String line) throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
    }

    /** @param arguments the name of the size, and the address of the server; connections and tokens come by standard input */
    public static void main(String... arguments) throws Exception {
        AttackSize size = AttackSize.named(arguments[0]);
        List<URI> nodes = List.of(URI.create(arguments[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Answers answers = new Answers();
        try (HttpClient http = Site.newClient()) {
            List<Tenant> tenants = new ArrayList<>();
            for (int i = 0; i < Attacks.CONNECTIONS; i++) {
                String[] access = in.readLine().split(" ");
                tenants.add(new Tenant(http, nodes, new Access(new ConnectionId(access[0]), access[1])));
            }
            Attacks attacks = new Attacks(size, tenants, AttackTargets.read(in.readLine()));
            System.out.println(PREPARED);
            if (in.readLine() == null) {
                return;
            }
            long end = System.nanoTime() + size.attack().toNanos();
            try (Crowd crowd = new Crowd()) {
                attacks.all().forEach(attack -> crowd.add(attack.clients(), () -> attack.until(end, answers)));
                crowd.go().join();
            }
        }
        System.out.println(answers);
        List<String> undocumented = answers.undocumented();
        undocumented.forEach(System.out::println);
        System.exit(undocumented.isEmpty() ? 0 : 1);
    }
}
