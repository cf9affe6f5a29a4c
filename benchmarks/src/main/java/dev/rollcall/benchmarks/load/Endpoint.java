package dev.rollcall.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A SCIM endpoint on this machine, and the requests to it. Other machines are refused: a load client is no toy.
 *
 * @param basePath without a slash at the end
 */
public record Endpoint(InetSocketAddress address, String basePath, Optional<String> token) {
    public Endpoint {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("The load client loads this machine only, not " + address + ".");
        }
    }

    /** The endpoint at a URL like {@code http://127.0.0.1:8080/scim/v2}. */
    public static Endpoint at(URI url, Optional<String> token) {
        InetAddress host = new InetSocketAddress(url.getHost(), url.getPort()).getAddress();
        return new Endpoint(new InetSocketAddress(host, url.getPort()), url.getRawPath(), token);
    }

    /** Its URL, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + address.getPort() + basePath;
    }

    /** A GET of a path with its query, percent-encoded. */
    public byte[] get(String path) {
        return head("GET", path).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] post(String path, String json) {
        return withBody("POST", path, json);
    }

    public byte[] patch(String path, String json) {
        return withBody("PATCH", path, json);
    }

    private byte[] withBody(String method, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = head(method, path).append("Content-Type: application/scim+json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private StringBuilder head(String method, String path) {
        var head = new StringBuilder(256).append(method)
                .append(' ')
                .append(basePath)
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(address.getPort())
                .append("\r\nAccept: application/scim+json\r\n");
        token.ifPresent(secret -> head.append("Authorization: Bearer ").append(secret).append("\r\n"));
        return head;
    }
}
