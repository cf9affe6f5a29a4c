package dev.rollcall.client.entra;

import dev.rollcall.client.entra.RequestSender.Answered;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.FailedStatus;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The request by which the service validates address and credentials: a match for a random id, which nobody has; source:
 * entra.md section 3.1.
 */
final class CredentialProbe {
    private final RequestSender endpoint;
    private final ClientOptions options;
    private final RandomGenerator random;

    CredentialProbe(RequestSender endpoint, ClientOptions options, RandomGenerator random) {
        this.endpoint = endpoint;
        this.options = options;
        this.random = random;
    }

    void send(ObjectType type, String matchingAttribute) {
        Answered answered;
        try {
            answered = endpoint.get(QueryText.match(type, QueryText.equal(matchingAttribute, guid())));
        } catch (ProvisioningException e) {
            ProvisioningException failure = new ProvisioningException(
                    ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE, String.valueOf(e.getMessage()), Optional.empty());
            failure.initCause(e);
            throw failure;
        }
        if (answered.answer().status() >= 400) {
            throw refused(answered);
        }
        Optional<JsonNode> list = endpoint.read(answered);
        if (list.map(found -> found.path("totalResults").asInt(0)).orElse(0) > 0) {
            throw answered.failure(ErrorCode.SERVICE_INCOMPATIBLE_FILTERING,
                    "A filter for a value that nobody has found "
                            + list.get().path("totalResults")
                            + " resources, so the endpoint does not apply filters. Let "
                            + answered.request().target() + " answer totalResults 0.");
        }
    }

    private ProvisioningException refused(Answered answered) {
        String message = message(answered);
        return switch (answered.answer().status()) {
            case 401, 403 -> answered.failure(ErrorCode.CREDENTIAL_VALIDATION_FAILURE, message);
            case 429 -> answered.failure(ErrorCode.TOO_MANY_REQUESTS, message);
            case 500, 502, 503, 504 -> answered.failure(ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE, message);
            default -> answered.failure(ErrorCode.INVALID_CREDENTIALS,
                    ErrorCode.SERVICE_INCOMPATIBLE.code() + ": " + message);
        };
    }

    private String message(Answered answered) {
        ScimAnswer answer = answered.answer();
        String headers = answer.headers()
                .stream()
                .filter(header -> !header.name().equalsIgnoreCase("Set-Cookie"))
                .map(header -> header.name() + ": " + header.value())
                .collect(Collectors.joining(" "));
        String text = answer.text();
        String content = text.length() <= FailedStatus.MAX_QUOTED_BODY
                ? text
                : text.substring(0, FailedStatus.MAX_QUOTED_BODY) + "…";
        return "While attempting to validate our authorization to access your application, we received this unexpected"
                + " response: Received response from Web resource. Resource: "
                + options.url(answered.request().target()) + " Operation: " + answered.request().method()
                + " Response Status Code: " + FailedStatus.name(answer.status()) + " Response Headers: " + headers
                + " Response Content: " + content + ".";
    }

    /** A random UUID (version 4). */
    private String guid() {
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
