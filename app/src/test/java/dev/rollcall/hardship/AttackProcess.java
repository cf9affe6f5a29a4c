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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The attackers in a process of their own, that yields the processors to all others: attackers are on other machines, and what
 * a bystander feels must be the server's doing, not that its own client waits for theirs.
 *
 * <p>It prepares, prints {@value #PREPARED}, waits for a line, attacks, and prints what was answered; it ends with exit code 1 when
 * an answer was none of the documented ones.
 */
final class AttackProcess implements AutoCloseable {
    private static final String PREPARED = "prepared";

    /** A client of large bodies and answers; more is not what an attacker would be stopped by. */
    private static final String HEAP = "-Xmx1500m";

    private final Process process;
    private final BufferedReader out;

    private AttackProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it and waits until what the attacks need is there. */
    static AttackProcess prepare(AttackSize size, URI node, List<Access> accesses) throws IOException {
        // nice: the last in the queue for a processor.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), AttackProcess.class.getName(), size.name(), node.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        AttackProcess attackers = new AttackProcess(builder.start());
        // By standard input: the arguments of a process can be seen by all.
        for (Access access : accesses) {
            attackers.tell(access.connection().value() + " " + access.token());
        }
        String line;
        do {
            line = attackers.out.readLine();
            if (line == null) {
                throw new AssertionError("The attackers ended while they prepared");
            }
            System.out.println("attackers: " + line);
        } while (!line.equals(PREPARED));
        return attackers;
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
            long start = System.nanoTime();
            Attacks attacks = new Attacks(size, tenants).prepare();
            System.out.printf("seeded in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
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
