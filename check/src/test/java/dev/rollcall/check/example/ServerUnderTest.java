package dev.rollcall.check.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** As much of a SCIM server as the example needs: users in memory, and replacing what a PATCH replaces by name. */
final class ServerUnderTest implements AutoCloseable {
    private static final Pattern USER_NAME = Pattern.compile("filter=userName eq \"(.*)\"");
    private static final String MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer http;
    private final String token;
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();

    private ServerUnderTest(HttpServer http, String token) {
        this.http = http;
        this.token = token;
    }

    static ServerUnderTest start(String token) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ServerUnderTest server = new ServerUnderTest(http, token);
            http.createContext("/scim/v2", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base URL of its SCIM endpoint. */
    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/scim/v2";
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/scim/v2".length());
        boolean known = ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known) {
            error(exchange, 401);
        } else if (path.equals("/Users")) {
            users(exchange);
        } else if (path.startsWith("/Users/") && users.containsKey(path.substring("/Users/".length()))) {
            user(exchange, path.substring("/Users/".length()));
        } else {
            error(exchange, 404);
        }
    }

    private void users(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            ObjectNode user = (ObjectNode) JSON.readTree(exchange.getRequestBody().readAllBytes());
            user.put("id", UUID.randomUUID().toString());
            users.put(user.path("id").asString(), user);
            answer(exchange, 201, user);
            return;
        }
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Matcher filter = USER_NAME.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8));
        boolean byName = filter.find();
        List<ObjectNode> found = users.values()
                .stream()
                .filter(user -> byName
                        ? user.path("userName").asString().equalsIgnoreCase(filter.group(1))
                        : !query.contains("filter="))
                .toList();
        ObjectNode list = JSON.createObjectNode();
        list.putArray("schemas").add(MESSAGES + "ListResponse");
        list.put("totalResults", found.size()).put("startIndex", 1).put("itemsPerPage", found.size());
        ArrayNode resources = list.putArray("Resources");
        found.forEach(resources::add);
        answer(exchange, 200, list);
    }

    private void user(HttpExchange exchange, String id) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer(exchange, 200, users.get(id));
            case "PATCH" -> {
                for (JsonNode operation : JSON.readTree(exchange.getRequestBody().readAllBytes()).path("Operations")) {
                    Optional.ofNullable(users.get(id))
                            .ifPresent(user -> user.set(operation.path("path").asString(), operation.path("value")));
                }
                exchange.sendResponseHeaders(204, -1);
            }
            case "DELETE" -> {
                users.remove(id);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> error(exchange, 405);
        }
        exchange.close();
    }

    private static void error(HttpExchange exchange, int status) throws IOException {
        ObjectNode error = JSON.createObjectNode();
        error.putArray("schemas").add(MESSAGES + "Error");
        answer(exchange, status, error.put("status", Integer.toString(status)).put("detail", "No."));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
