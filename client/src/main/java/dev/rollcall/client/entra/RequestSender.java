package dev.rollcall.client.entra;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.FailedStatus;
import dev.rollcall.client.reader.Reading;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ProvisioningException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends requests with the headers of the service and reads the answers as the service does. There is no {@code Accept}: a server
 * answered a request of the service as one for HTML in 2022 (azure-docs issue 94189), which is how one without it is read.
 */
final class RequestSender {
    /** The mark of the service. The value is that of a capture of 2019 (azure-docs issue 21660); today's is not known. */
    static final ScimHeader VERSION = new ScimHeader("ADSCIMVersion", "5.0");
    private static final ScimHeader CONTENT = new ScimHeader("Content-Type", "application/scim+json; charset=utf-8");

    private final ScimTransport transport;
    private final StrictReader reader;
    private final ClientOptions options;

    RequestSender(ScimTransport transport, StrictReader reader, ClientOptions options) {
        this.transport = transport;
        this.reader = reader;
        this.options = options;
    }

    /** A request and its answer, whatever that is. */
    record Answered(ScimRequest request, ScimAnswer answer) {
        boolean hasStatus(int status) {
            return answer.status() == status;
        }

        ProvisioningException failure(ErrorCode code, String message) {
            return new ProvisioningException(code, message, Optional.of(answer));
        }
    }

    Answered get(String target) {
        return send("GET", target, Optional.empty());
    }

    Answered delete(String target) {
        return send("DELETE", target, Optional.empty());
    }

    Answered post(String target, ObjectNode body) {
        return send("POST", target, Optional.of(body));
    }

    Answered patch(String target, ObjectNode body) {
        return send("PATCH", target, Optional.of(body));
    }

    /**
     * What the answer holds.
     *
     * @throws ProvisioningException when its status is a failure or when Entra could not read it
     */
    Optional<JsonNode> read(Answered answered) {
        ScimAnswer answer = answered.answer();
        FailedStatus.of(answer).ifPresent(failed -> {
            throw answered.failure(failed.code(), failed.sentence());
        });
        Reading reading = reader.read(answered.request(), answer);
        if (!reading.accepted()) {
            throw new ProvisioningException(
                    reading.rejections().getFirst().code(),
                    reading.rejections().getFirst().sentence(),
                    Optional.of(answer),
                    reading.rejections());
        }
        return reading.body();
    }

    /** The JSON of an answer, whatever else is wrong with it. */
    Optional<JsonNode> peek(Answered answered) {
        return reader.read(answered.request(), answered.answer()).body();
    }

    private Answered send(String method, String target, Optional<ObjectNode> body) {
        List<ScimHeader> headers = body.isPresent() ? List.of(VERSION, CONTENT) : List.of(VERSION);
        ScimRequest request = new ScimRequest(method, options.forwarded(target), headers,
                body.map(ObjectNode::toString));
        try {
            return new Answered(request, transport.send(request));
        } catch (TransportException e) {
            ErrorCode code = e.isTimeout() ? ErrorCode.TIMEOUT : ErrorCode.WEB_EXCEPTION_PROTOCOL_ERROR;
            ProvisioningException failure = new ProvisioningException(code, String.valueOf(e.getMessage()),
                    Optional.empty());
            failure.initCause(e);
            throw failure;
        }
    }
}
