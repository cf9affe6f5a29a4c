package dev.rollcall.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks as a browser does that runs no script: with its cookie and its origin, and follows no redirect by itself. */
public final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final URI service;
    private Optional<String> cookie = Optional.empty();
    private String origin;

    /** One that has no cookie yet. */
    public Browser(URI service) {
        this.service = service;
        this.origin = service.toString();
    }

    /** The same cookie on a page of that origin. */
    Browser on(String otherOrigin) {
        Browser other = new Browser(service);
        other.cookie = cookie;
        other.origin = otherOrigin;
        return other;
    }

    /** The same with that cookie. */
    Browser with(String otherCookie) {
        Browser other = new Browser(service);
        other.cookie = Optional.of(otherCookie);
        return other;
    }

    /** Signs in. @param clientId empty for the administrator's token */
    public HttpResponse<String> signIn(String clientId, String secret) {
        return post("/console/sign-in", Map.of("client", clientId, "secret", secret));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, Map.of(), Map.of());
    }

    /** What a page shows, which is to be there. */
    public String page(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.headers().map() + answer.body());
        }
        return answer.body();
    }

    /** Sends a form with the token of the session. */
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("csrf", csrf());
        return post(path, all);
    }

    /** The same with fields that have several values. */
    HttpResponse<String> submitAll(String path, Map<String, List<String>> fields) {
        String body = fields.entrySet()
                .stream()
                .flatMap(field -> field.getValue().stream().map(value -> encode(field.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        return send("POST", path, body + "&csrf=" + encode(csrf()), Map.of());
    }

    /** Sends a form as it is. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send("POST", path, fields, Map.of());
    }

    HttpResponse<String> send(String method, String path, Map<String, String> fields, Map<String, String> headers) {
        return send(method, path, fields.entrySet()
                .stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&")), headers);
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, method.equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body));
        if (!method.equals("GET") && !origin.isEmpty()) {
            request.header("Origin", origin);
        }
        cookie.ifPresent(value -> request.header("Cookie", value));
        headers.forEach(request::setHeader);
        HttpResponse<String> answer = send(request.build());
        answer.headers()
                .firstValue("Set-Cookie")
                .map(set -> set.substring(0, set.indexOf(';')))
                .ifPresent(pair -> cookie = Optional.of(pair).filter(set -> !set.endsWith("=")));
        return answer;
    }

    /** The token that the forms of this session have. */
    String csrf() {
        Matcher matcher = CSRF.matcher(page("/console"));
        if (!matcher.find()) {
            throw new AssertionError("The page has no form.");
        }
        return matcher.group(1);
    }

    Optional<String> cookie() {
        return cookie;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
