package dev.rollcall.console.http;

import dev.rollcall.server.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files that pages load. Each has a hash of its content in its path, so that browsers keep it for good. */
final class Assets {
    private static final String FOLDER = "/assets/";
    private static final String OWN = "/dev/rollcall/console/asset/";
    private static final int HASH_LENGTH = 16;
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, HttpFile> files = new HashMap<>();

    private record HttpFile(String mediaType, byte[] bytes) {}

    Assets() {
        add("console.css", OWN + "console.css");
        add("console.js", OWN + "console.js");
        add("favicon.svg", OWN + "favicon.svg");
        add("htmx.js", webJar("htmx.org", "dist/htmx.min.js"));
        add("sse.js", webJar("htmx-ext-sse", "sse.js"));
    }

    /** The path of a file, below that of the console. @throws IllegalArgumentException when there is none of that name */
    String path(String name) {
        String path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("There is no file " + name + ".");
        }
        return path;
    }

    /** Whether a path below that of the console is in the folder of files. */
    static boolean owns(String path) {
        return path.startsWith(FOLDER);
    }

    /** A file. @param path below that of the console */
    Optional<HttpResponse> find(String path) {
        return Optional.ofNullable(files.get(path)).map(file -> HttpResponse.of(200, file.mediaType(), file.bytes()));
    }

    private void add(String name, String resource) {
        byte[] bytes = read(resource);
        int dot = name.lastIndexOf('.');
        String path = FOLDER + name.substring(0, dot) + "." + hash(bytes) + name.substring(dot);
        paths.put(name, path);
        files.put(path, new HttpFile(TYPES.getOrDefault(name.substring(dot + 1), "application/octet-stream"), bytes));
    }

    /** Where a file of a WebJar is, whose version stands in its path and in its jar alone. */
    private static String webJar(String name, String file) {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/" + file;
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("The program is incomplete: " + resource + " is missing in it.");
        }
        return in;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
