package dev.rollcall.hardship;

import dev.rollcall.app.ProgramProcess;
import dev.rollcall.directory.storage.Storage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that ever hurt others, at the same time, from four connections, on a server with a heap of 512 MiB; and a
 * bystander on a fifth.
 *
 * <p>What must hold: the bystander sees no error and no time-out, and its p99 stays within what {@link AttackSize} allows;
 * attackers get documented answers only; afterwards the heap is as it was, every thread is alive, and the service is ready.
 */
final class BudgetAttack {
    /** What the heap may hold afterwards beyond what it held before: caches that had not been filled. */
    private static final long ROOM = 48L << 20;

    private static final int FEWEST_REQUESTS = 40;
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:InitialHeapSize=64m", "-XX:+UseG1GC",
            "-XX:MaxHeapFreeRatio=40", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders");

    private final AttackSize size;

    BudgetAttack(AttackSize size) {
        this.size = size;
    }

    void run(Engine engine, Path folder) throws Exception {
        Place place = engine.newPlace(folder);
        List<Access> accesses = accesses(place);
        List<String> options = new ArrayList<>(List.of("--port", "0"));
        options.addAll(place.serveArguments());
        try (ProgramProcess serve = ProgramProcess.serve(folder, JVM, options.toArray(String[]::new))) {
            try {
                attack(engine, accesses, serve);
            } finally {
                System.out.println(engine + ", standard error: " + serve.err().lines().limit(20).toList());
            }
        }
    }

    private static List<Access> accesses(Place place) {
        try (Storage storage = place.open()) {
            return List.of("bystander", "lists", "bodies", "plans", "groups")
                    .stream()
                    .map(name -> Access.create(storage, name))
                    .toList();
        }
    }

    private void attack(Engine engine, List<Access> accesses, ProgramProcess serve) throws Exception {
        URI node = URI.create(serve.url());
        Vitals vitals = new Vitals(serve.pid());
        List<Access> attacking = accesses.subList(1, accesses.size());
        try (AttackProcess attackers = AttackProcess.start(size, node); HttpClient http = Site.newClient()) {
            attackers.prepare(attacking, AttackTargets.make(size,
                    attacking.stream().map(access -> tenant(http, node, access)).toList()));
            Bystanders.Times rest;
            Bystanders.Times attack;
            long heapBefore;
            Map<Long, String> threadsBefore;
            Bystanders others = Bystanders.of(tenant(http, node, accesses.getFirst()).withPatience(size.timeOut()));
            try (others) {
                others.span(() -> TimeUnit.MILLISECONDS.sleep(size.rest().toMillis()));
                rest = others.span(() -> TimeUnit.MILLISECONDS.sleep(size.rest().toMillis()));
                heapBefore = vitals.heapInUse();
                threadsBefore = vitals.lastingThreads();
                attack = others.span(attackers::attack);
            }
            List<Pace> paceAtRest = others.paces(rest);
            List<Pace> pace = others.paces(attack);
            System.out.println(engine + ", at rest: " + paceAtRest);
            System.out.printf("%s, under attack for %.1f s: %s%n", engine, attack.seconds(), pace);
            attackers.requireDocumented();
            requireGoingOn(paceAtRest, pace);
            System.out
                    .println(engine + ", large users: " + Attacks.walkLargeUsers(tenant(http, node, accesses.get(1))));
            requireSound(engine, vitals, heapBefore, threadsBefore);
            requireReady(node);
        }
    }

    private static Tenant tenant(HttpClient http, URI node, Access access) {
        return new Tenant(http, List.of(node), access);
    }

    private void requireGoingOn(List<Pace> rest, List<Pace> attack) {
        for (int i = 0; i < rest.size(); i++) {
            assertThat(attack.get(i).requests()).as("%s meanwhile", attack.get(i).name())
                    .isGreaterThan(FEWEST_REQUESTS);
            assertThat(attack.get(i).p99())
                    .as("p99 of %s beside the attacks, in ms; at rest: %s", attack.get(i).name(), rest.get(i))
                    .isLessThan(Math.max(size.worse() * rest.get(i).p99(), size.floor().toMillis()));
        }
    }

    private static void requireSound(Engine engine, Vitals vitals, long heapBefore, Map<Long, String> threadsBefore)
            throws Exception {
        long heap = vitals.heapInUse();
        for (int i = 0; heap > heapBefore + ROOM && i < 20; i++) {
            // What was being done for those who are gone ends by itself.
            TimeUnit.MILLISECONDS.sleep(500);
            heap = vitals.heapInUse();
        }
        System.out.printf("%s, heap: %,d bytes before, %,d after%n", engine, heapBefore, heap);
        assertThat(heap).as("bytes of the heap afterwards; before: " + heapBefore).isLessThan(heapBefore + ROOM);
        assertThat(vitals.lastingThreads()).containsAllEntriesOf(threadsBefore);
    }

    private static void requireReady(URI node) throws Exception {
        try (HttpClient http = Site.newClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(node + "/health/ready"))
                    .timeout(Duration.ofSeconds(30))
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
