package dev.rollcall.entra.graph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.job.JobFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The endpoints of Microsoft Graph that drive a provisioning job, on 127.0.0.1 only, so that scripts written for Graph drive the
 * job of a folder. Each request must carry the bearer token and name this host, so that no web page that a browser shows can
 * reach them. The job's cycles run from {@code start} to {@code pause}, and end with the server.
 */
public final class GraphServer implements AutoCloseable {
    /** The largest body, in bytes; an exported schema has some hundred kilobytes. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    private static final int THREADS = 4;
    private static final Set<String> VERSIONS = Set.of("v1.0", "beta");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads;
    private final JobSchedule schedule;
    private final GraphJobs jobs;
    private final GraphLog log;
    private final byte[] token;
    private final Consumer<String> told;

    private GraphServer(HttpServer server, ExecutorService threads, JobFolder job, String token,
            Consumer<String> told) {
        this.server = server;
        this.threads = threads;
        this.schedule = new JobSchedule(job, told);
        this.jobs = new GraphJobs(job, schedule);
        this.log = new GraphLog(job);
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.told = told;
    }

    /**
     * Serves the job.
     *
     * @param port 0 for one that is free
     * @param token what each request must carry as {@code Authorization: Bearer …}
     * @param told hears what goes wrong with cycles and with this, a sentence each
     * @throws IOException when the port is taken
     */
    public static GraphServer open(JobFolder job, int port, String token, Consumer<String> told) throws IOException {
        // Calls name the job by its id, which must not change with its first cycle.
        job.keepId();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS,
                Thread.ofPlatform().daemon().name("graph-", 0).factory());
        GraphServer graph = new GraphServer(server, threads, job, token, told);
        server.setExecutor(threads);
        server.createContext("/", graph::handle);
        server.start();
        return graph;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address that takes the place of {@code https://graph.microsoft.com/v1.0}. */
    public String address() {
        return "http://127.0.0.1:" + port() + "/v1.0";
    }

    @Override
    public void close() {
        schedule.close();
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            GraphAnswer answer;
            try {
                answer = answer(exchange);
            } catch (GraphRefusal e) {
                answer = refused(e.status(), e.code(), e);
            } catch (JobException e) {
                answer = switch (e.problem()) {
                    case NOT_FOUND -> refused(404, "notFound", e);
                    case BUSY -> refused(409, "conflict", e);
                    case STATE -> refused(500, "internalServerError", e);
                    default -> refused(400, "badRequest", e);
                };
            } catch (RuntimeException e) {
                told.accept("A call of Graph failed, which should not happen: " + e + ". Please report it.");
                answer = refused(500, "internalServerError", e);
            }
            send(exchange, answer);
        }
    }

    private static GraphAnswer refused(int status, String code, RuntimeException e) {
        return new GraphAnswer(status, Optional.of(GraphJson.error(code, String.valueOf(e.getMessage()))));
    }

    private GraphAnswer answer(HttpExchange exchange) throws IOException {
        requireHere(exchange);
        GraphRequest request = request(exchange);
        List<String> path = request.path();
        if (path.equals(List.of("auditLogs", "provisioning")) && request.method().equals("GET")) {
            return log.answer(request, address() + "/auditLogs/provisioning");
        }
        if (path.size() >= 3 && path.getFirst().equals("servicePrincipals") && path.get(2).equals("synchronization")) {
            return jobs.answer(request, path.subList(3, path.size()));
        }
        throw GraphRefusal.notFound("There is no " + exchange.getRequestURI().getPath()
                + " here; write /v1.0/servicePrincipals/{id}/synchronization/jobs or /v1.0/auditLogs/provisioning.");
    }

    private void requireHere(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (!host.equals("127.0.0.1:" + port()) && !host.equals("localhost:" + port())) {
            throw new GraphRefusal(403, "accessDenied", "The Host header must be 127.0.0.1:" + port() + ".");
        }
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        boolean right = given.regionMatches(true, 0, "Bearer ", 0, 7)
                && MessageDigest.isEqual(given.substring(7).strip().getBytes(StandardCharsets.UTF_8), token);
        if (!right) {
            throw new GraphRefusal(401, "InvalidAuthenticationToken",
                    "Send Authorization: Bearer with the token that was printed when this began.");
        }
    }

    private static GraphRequest request(HttpExchange exchange) throws IOException {
        List<String> parts = Arrays.stream(exchange.getRequestURI().getRawPath().split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(GraphServer::decoded)
                .toList();
        if (parts.isEmpty() || !VERSIONS.contains(parts.getFirst())) {
            throw GraphRefusal.notFound("The path must begin with /v1.0 or /beta.");
        }
        return new GraphRequest(exchange.getRequestMethod(), parts.subList(1, parts.size()),
                query(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")), body(exchange));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : raw.split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] pair = parameter.split("=", 2);
                query.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GraphRefusal.badRequest("The URL has '" + text + "', which cannot be decoded.");
        }
    }

    private static Optional<JsonNode> body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new GraphRefusal(413, "requestEntityTooLarge", "The body is larger than 4 MiB.");
        }
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(bytes));
        } catch (JacksonException e) {
            throw GraphRefusal.badRequest("The body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static void send(HttpExchange exchange, GraphAnswer answer) throws IOException {
        if (answer.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        if (answer.body().isEmpty()) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] body = answer.body().get().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
