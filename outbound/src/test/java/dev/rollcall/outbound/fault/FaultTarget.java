package dev.rollcall.outbound.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A SCIM server in memory that misbehaves when it is told to and writes down everything that it was asked, in order. Below
 * {@link #BASE} it is SCIM under a bearer token; {@code POST /oauth/token} gives such tokens; every other path is a receiver
 * of webhooks, which answers 204. It does one request at a time, so the journal's order is the order of what it did; one that is
 * {@link Fault.Held held} is done when it is let. A change whose client has gone before its turn came is not done: on a busy machine it
 * would be done behind the next one.
 *
 * <pre>{@code
 * try (FaultTarget target = FaultTarget.start()) {
 *     target.next("POST /Users", Fault.commitThenReset());
 *     …
 *     assertThat(target.user("auth0|7")).isPresent();
 * }
 * }</pre>
 */
public final class FaultTarget implements AutoCloseable {
    /** The path of the SCIM base URL. */
    public static final String BASE = "/scim/v2";
    /** Valid from the start. */
    public static final String TOKEN = "fault-target-token";

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private final SmallScim scim = new SmallScim();
    private final FaultScript script = new FaultScript();
    private final List<JournalLine> journal = new ArrayList<>();
    private final boolean tls;
    private String token = TOKEN;
    private int tokens;

    private FaultTarget(ServerSocket listener, boolean tls) {
        this.listener = listener;
        this.tls = tls;
        Thread.ofVirtual().name("fault-target").start(this::accept);
    }

    /** A target on a free port of 127.0.0.1. */
    public static FaultTarget start(TargetTrait... traits) {
        return start(ServerSocketFactory.getDefault(), traits);
    }

    /** The same with sockets of the test's own, for instance with a certificate. */
    public static FaultTarget start(ServerSocketFactory sockets, TargetTrait... traits) {
        try {
            FaultTarget target = new FaultTarget(sockets.createServerSocket(0, 200, InetAddress.getByName("127.0.0.1")),
                    sockets != ServerSocketFactory.getDefault());
            target.scim.traits.addAll(List.of(traits));
            return target;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SCIM base URL. */
    public URI url() {
        return url(BASE);
    }

    /** The URL of any path. */
    public URI url(String path) {
        return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /** Makes it so from now on. */
    public void behave(TargetTrait trait, boolean on) {
        synchronized (lock) {
            boolean changed = on ? scim.traits.add(trait) : scim.traits.remove(trait);
            assert changed : trait;
        }
    }

    /** The next request whose {@link TargetRequest#what()} begins with {@code start} goes wrong so. */
    public void next(String start, Fault fault) {
        times(1, request -> request.what().startsWith(start), fault);
    }

    /** Every request whose {@link TargetRequest#what()} begins with {@code start} goes wrong so, until {@link #heal()}. */
    public void always(String start, Fault fault) {
        times(Integer.MAX_VALUE, request -> request.what().startsWith(start), fault);
    }

    /** The next {@code times} requests of which {@code when} is true go wrong so; earlier rules go first. */
    public void times(int times, Predicate<TargetRequest> when, Fault fault) {
        synchronized (lock) {
            script.add(when, fault, times);
        }
    }

    /** A share (0 to 1) of all requests that no rule is for goes wrong in one of these ways, by chance, until {@link #heal()}. */
    public void chance(long seed, double share, Fault... faults) {
        synchronized (lock) {
            script.chance(seed, share, List.of(faults));
        }
    }

    /** Forgets every rule and all chance; traits stay. */
    public void heal() {
        synchronized (lock) {
            script.clear();
        }
    }

    /** From now on only this token is good. */
    public void token(String other) {
        synchronized (lock) {
            token = other;
        }
    }

    public List<JournalLine> journal() {
        synchronized (lock) {
            return List.copyOf(journal);
        }
    }

    /** The lines of the journal that changed the resource of that externalId, in order. */
    public List<JournalLine> written(String externalId) {
        return journal().stream()
                .filter(line -> line.committed() && line.externalId().equals(Optional.of(externalId)))
                .toList();
    }

    /** What the journal's requests were, in order: {@code "GET /Users"}, {@code "POST /Users"}. */
    public List<String> asked() {
        return journal().stream().map(line -> line.request().what()).toList();
    }

    public void forgetJournal() {
        synchronized (lock) {
            journal.clear();
        }
    }

    public List<ObjectNode> users() {
        synchronized (lock) {
            return scim.users.values().stream().map(ObjectNode::deepCopy).toList();
        }
    }

    public List<ObjectNode> groups() {
        synchronized (lock) {
            return scim.groups.values().stream().map(ObjectNode::deepCopy).toList();
        }
    }

    /** The user of that externalId; an error when there are two. */
    public Optional<ObjectNode> user(String externalId) {
        List<ObjectNode> found = users().stream()
                .filter(user -> user.path("externalId").asString("").equals(externalId))
                .toList();
        if (found.size() > 1) {
            throw new AssertionError("There are two of " + externalId + ": " + found);
        }
        return found.stream().findFirst();
    }

    /** Puts a user there as if somebody else had made it; the answer is its id. */
    public String plant(String json) {
        synchronized (lock) {
            return scim.handle(new TargetRequest("POST", BASE + "/Users", Map.of(), Map.of(), json)).id().orElseThrow();
        }
    }

    /** Changes the user or group of that id as if somebody had done it there. */
    public void edit(String id, Consumer<ObjectNode> change) {
        synchronized (lock) {
            change.accept(scim.users.getOrDefault(id, scim.groups.get(id)));
        }
    }

    /** Puts a group there as if somebody else had made it; the answer is its id. */
    public String plantGroup(String json) {
        synchronized (lock) {
            return scim.handle(new TargetRequest("POST", BASE + "/Groups", Map.of(), Map.of(), json))
                    .id()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            assert listener.isClosed() : e;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Optional<TargetRequest> request = TargetRequest.read(socket.getInputStream());
            while (request.isPresent() && answer(socket, request.get())) {
                request = TargetRequest.read(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client or the test has closed the connection, or a handshake was refused: that is what is tested.
            assert e.getMessage() != null;
        } finally {
            connections.remove(socket);
        }
    }

    /** Whether the connection goes on. */
    private boolean answer(Socket socket, TargetRequest request) throws IOException {
        Optional<Fault> fault;
        Optional<CannedAnswer> done = Optional.empty();
        synchronized (lock) {
            if (request.writes() && !tls && hasLeft(socket)) {
                return false;
            }
            fault = script.next(request);
            if (fault.filter(Fault.Held.class::isInstance).isEmpty()) {
                done = Optional.of(carryOut(request, fault));
            }
        }
        CannedAnswer right = done.isPresent() ? done.get() : carryOutWhenLet(request, (Fault.Held) fault.orElseThrow());
        OutputStream out = socket.getOutputStream();
        switch (fault.orElse(new Fault.Instead(right, true))) {
            case Fault.Stall stall -> {
                return !closedOr(Long.MAX_VALUE) && stall.carriesOut();
            }
            case Fault.Dribble dribble -> {
                for (byte one : right.bytes(0)) {
                    out.write(one);
                    out.flush();
                    if (closedOr(dribble.between().toNanos())) {
                        return false;
                    }
                }
            }
            case Fault.Reset reset -> {
                byte[] bytes = right.bytes(0);
                out.write(bytes, 0, Math.min(reset.bytes(), bytes.length - 1));
                out.flush();
                socket.setSoLinger(true, 0);
                return false;
            }
            case Fault.Held held -> {
                if (!held.answers()) {
                    socket.setSoLinger(true, 0);
                    return false;
                }
                out.write(right.bytes(0));
            }
            case Fault.Instead instead -> out.write(instead.answer().bytes(0));
            case Fault.OtherStatus other -> out.write(right.as(other.status()).bytes(0));
            case Fault.Short missing -> {
                out.write(right.bytes(missing.missing()));
                return false;
            }
            case Fault.Twice twice -> {
                assert twice.carriesOut();
                out.write(right.bytes(0));
                out.write(right.bytes(0));
            }
            case Fault.Late late -> {
                if (closedOr(late.by().toNanos())) {
                    return false;
                }
                out.write(right.bytes(0));
            }
        }
        out.flush();
        return true;
    }

    /** Whether the client has closed the connection since it has sent its request. */
    private static boolean hasLeft(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            int more = socket.getInputStream().read();
            assert more < 0 : "There is more than was asked for.";
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private CannedAnswer carryOutWhenLet(TargetRequest request, Fault.Held held) {
        held.reached().countDown();
        try {
            held.let().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            return carryOut(request, Optional.of(held));
        }
    }

    /** Does it, unless the fault says otherwise, and writes it down. */
    private CannedAnswer carryOut(TargetRequest request, Optional<Fault> fault) {
        SmallScim.Outcome outcome = fault.isEmpty() || fault.get().carriesOut()
                ? handle(request)
                : new SmallScim.Outcome(CannedAnswer.of(0, ""), Optional.empty(), Optional.empty());
        journal.add(new JournalLine(journal.size(), request, outcome.answer().status(), outcome.id(),
                outcome.externalId(), fault));
        return outcome.answer();
    }

    private SmallScim.Outcome handle(TargetRequest request) {
        if (request.path().equals("/oauth/token")) {
            token = "token-" + ++tokens;
            return outcome(new CannedAnswer(200, Map.of("Content-Type", "application/json"),
                    "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        }
        if (!request.path().startsWith(BASE)) {
            return outcome(CannedAnswer.of(204, ""));
        }
        boolean known = request.header("authorization").filter(("Bearer " + token)::equals).isPresent();
        return known ? scim.handle(request) : outcome(CannedAnswer.error(401, "", "The token is not good"));
    }

    private static SmallScim.Outcome outcome(CannedAnswer answer) {
        return new SmallScim.Outcome(answer, Optional.empty(), Optional.empty());
    }

    private boolean closedOr(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
