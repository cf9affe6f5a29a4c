package dev.rollcall.oauth.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An OpenID Connect issuer that signs everybody in at once, as strict as a good one is: a code is good once, for the client, the
 * redirect URI and the code verifier that it was asked for. A test changes what it says.
 */
public final class SignInIssuer implements AutoCloseable {
    public static final String CLIENT = "rollcall-console";
    public static final String SECRET = "a secret: of the client/%";

    private final HttpServer server;
    private final String host;
    private final ECKey key = key("first");
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger documents = new AtomicInteger();
    private volatile UnaryOperator<Map<String, Object>> document = fields -> fields;
    private volatile UnaryOperator<JWTClaimsSet.Builder> claims = set -> set;
    private volatile ECKey signing = key;
    private volatile int status = 200;
    private volatile Instant now = Instant.EPOCH;

    /** @param host a name of this machine under which it is reached */
    public SignInIssuer(String host) {
        this.host = host;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> {
            documents.incrementAndGet();
            answer(exchange, status, JSONObjectUtils.toJSONString(document.apply(published())));
        });
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString(true)));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** A key of that id, which this issuer has not. */
    public static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its name, and where it is. */
    public String url() {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    /** What its tokens say from now on, beside issuer, audience, subject, times and nonce. @param at when they are issued */
    public void says(Instant at, UnaryOperator<JWTClaimsSet.Builder> set) {
        now = at;
        claims = set;
    }

    /** What it publishes of itself from now on. */
    public void publishes(UnaryOperator<Map<String, Object>> fields) {
        document = fields;
    }

    /** Which key signs from now on. */
    public void signsWith(ECKey other) {
        signing = other;
    }

    /** The key that it publishes. */
    public ECKey key() {
        return key;
    }

    /** With which status it publishes itself and exchanges codes. */
    public void answersWith(int other) {
        status = other;
    }

    /** How often it was asked about itself. */
    public int documents() {
        return documents.get();
    }

    /** How many ID tokens it has issued. */
    public int issued() {
        return issued.get();
    }

    /** Where a browser is sent that comes with this URL. */
    public URI visit(URI authorization) {
        Map<String, String> query = read(authorization.getRawQuery());
        String code = "code/" + codes.size() + "?&=";
        codes.put(code, query);
        return URI.create(query.get("redirect_uri") + "?code=" + encoded(code) + "&state="
                + encoded(query.getOrDefault("state", "")) + "&iss=" + encoded(url()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", visit(exchange.getRequestURI()).toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Optional<Map<String, String>> asked = Optional.ofNullable(codes.remove(form.getOrDefault("code", "")));
        boolean good = status == 200
                && asked.isPresent()
                && isClient(exchange, form)
                && asked.get().getOrDefault("redirect_uri", "").equals(form.get("redirect_uri"))
                && "S256".equals(asked.get().get("code_challenge_method"))
                && asked.get()
                        .getOrDefault("code_challenge", "")
                        .equals(challenge(form.getOrDefault("code_verifier", "")))
                && "authorization_code".equals(form.get("grant_type"));
        if (!good) {
            answer(exchange, status == 200 ? 400 : status, "{\"error\":\"invalid_grant\"}");
            return;
        }
        issued.incrementAndGet();
        answer(exchange, 200,
                JSONObjectUtils.toJSONString(Map.of("token_type", "Bearer", "access_token", "x", "id_token",
                        sign(asked.get()))));
    }

    private static boolean isClient(HttpExchange exchange, Map<String, String> form) {
        String basic = "Basic " + Base64.getEncoder()
                .encodeToString((encoded(CLIENT) + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
    }

    private String sign(Map<String, String> asked) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder().issuer(url())
                .audience(CLIENT)
                .subject("00u1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", asked.get("nonce"));
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT)
                .keyID(signing.getKeyID())
                .build(), claims.apply(set).build());
        try {
            jwt.sign(new ECDSASigner(signing));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private Map<String, Object> published() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("issuer", url());
        fields.put("authorization_endpoint", url() + "/authorize");
        fields.put("token_endpoint", url() + "/token");
        fields.put("jwks_uri", url() + "/keys");
        fields.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        fields.put("authorization_response_iss_parameter_supported", true);
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> read(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> pair.length < 2 ? "" : decoded(pair[1])));
    }

    /** The code challenge of a code verifier (RFC 7636). */
    public static String challenge(String verifier) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII))).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
