package dev.rollcall.benchmarks.console;

import dev.rollcall.benchmarks.load.Load;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.LoadException;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.load.Workload;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody who has signed in to the console and loads a page of it again and again. */
final class ConsoleVisit {
    private static final String SIGN_IN = "/console/sign-in";

    private final LoadClient client;
    private final String cookie;

    private ConsoleVisit(LoadClient client, String cookie) {
        this.client = client;
        this.cookie = cookie;
    }

    /** Signs in with the administrator's token. @throws LoadException when that is refused */
    static ConsoleVisit begin(URI service, String administrator, LoadClient client) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(SIGN_IN))
                .header("Origin", service.toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "client=&secret=" + URLEncoder.encode(administrator, StandardCharsets.UTF_8)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            String cookie = answer.headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow(() -> new LoadException("The console did not let the administrator in: "
                            + answer.statusCode() + "."));
            return new ConsoleVisit(client, cookie.substring(0, cookie.indexOf(';')));
        } catch (IOException e) {
            throw new LoadException("The console cannot be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted.", e);
        }
    }

    /** Loads a page for so long. @param holds a text that the page must show; without it nothing is measured */
    Measurement load(String path, String holds, int connections, Duration time) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + client.endpoint().address().getPort()
                + "\r\nAccept: text/html\r\nCookie: " + cookie + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        return client.run(Workload.of(_ -> request, (response, number) -> {
            if (number == 0 && !response.body().contains(holds)) {
                throw new LoadException("The page " + path + " does not show '" + holds + "': " + response);
            }
        }), Load.lasting(time, connections, 3));
    }
}
