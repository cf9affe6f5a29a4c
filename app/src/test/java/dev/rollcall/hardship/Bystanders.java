package dev.rollcall.hardship;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients of a connection that reads and changes its own users all the time; none of their requests may fail. */
final class Bystanders implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 2;

    /** Were they blocked by what happens beside them, each would complete one request in that time. */
    private static final int AT_LEAST = 5 * CLIENTS;

    /** A request that was answered. */
    private record Done(boolean read, long begun, long ended) {
        double millis() {
            return (ended - begun) / 1e6;
        }
    }

    /** From when to when something else went on, by {@link System#nanoTime}. */
    record Times(long begun, long ended) {
        double seconds() {
            return (ended - begun) / 1e9;
        }
    }

    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Crowd crowd = new Crowd();
    private final Tenant tenant;

    private Bystanders(Tenant tenant) {
        this.tenant = tenant;
    }

    /** Starts them. */
    static Bystanders of(Tenant tenant) {
        Bystanders bystanders = new Bystanders(tenant);
        for (int i = 0; i < CLIENTS; i++) {
            String user = "/Users/" + tenant.post("/Users", Bodies.user("bystander-" + i)).expect(201).id();
            bystanders.crowd.add(() -> bystanders.run(user));
        }
        bystanders.crowd.go();
        return bystanders;
    }

    /** Does something beside them, prints how they fared, and fails unless they went on meanwhile. */
    <T> T during(String what, Callable<T> deed) throws Exception {
        long begun = System.nanoTime();
        T result = deed.call();
        List<Done> meanwhile = print(what, begun, System.nanoTime());
        assertThat(meanwhile).filteredOn(Done::read).as("reads during " + what).hasSizeGreaterThan(AT_LEAST);
        assertThat(meanwhile).filteredOn(d -> !d.read).as("writes during " + what).hasSizeGreaterThan(AT_LEAST);
        return result;
    }

    /** The same with something that may be over before they get to do anything. */
    void measure(String what, Crowd.Task deed) throws Exception {
        long begun = System.nanoTime();
        deed.run();
        print(what, begun, System.nanoTime());
    }

    /** The times of something, for {@link #paces}. */
    Times span(Crowd.Task deed) throws Exception {
        long begun = System.nanoTime();
        deed.run();
        return new Times(begun, System.nanoTime());
    }

    /**
     * How GET and PATCH fared that were under way then, those included that began before or ended after. To be asked when
     * they have been stopped, so that none is missed.
     */
    List<Pace> paces(Times times) {
        List<Done> meanwhile = done.stream().filter(d -> d.ended >= times.begun && d.begun <= times.ended).toList();
        return List.of(pace("GET", meanwhile, true), pace("PATCH", meanwhile, false));
    }

    private List<Done> print(String what, long begun, long ended) {
        List<Done> meanwhile = done.stream().filter(d -> d.begun >= begun && d.ended <= ended).toList();
        System.out.printf("%s (%.1f s): %s; %s%n", what, (ended - begun) / 1e9, pace("GET", meanwhile, true),
                pace("PATCH", meanwhile, false));
        return meanwhile;
    }

    private static Pace pace(String name, List<Done> requests, boolean read) {
        return Pace.of(name, requests.stream().filter(d -> d.read == read).mapToDouble(Done::millis));
    }

    private void run(String user) throws InterruptedException {
        for (int i = 0; !stopped.get(); i++) {
            String title = "title-" + i;
            long start = System.nanoTime();
            tenant.patch(user, Bodies.patch(Bodies.replace("title", title))).expect(200);
            long middle = System.nanoTime();
            Reply answer = tenant.get(user).expect(200);
            long end = System.nanoTime();
            assertThat(answer.json().path("title").stringValue()).isEqualTo(title);
            done.add(new Done(false, start, middle));
            done.add(new Done(true, middle, end));
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Stops them; fails when one of their requests had failed. */
    @Override
    public void close() throws Exception {
        stopped.set(true);
        try (crowd) {
            crowd.join();
        }
    }
}
