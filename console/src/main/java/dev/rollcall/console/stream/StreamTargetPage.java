package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.stream.DestinationJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is changed of how a target is reached: the secret that lets us in, and what was learned of it. */
public final class StreamTargetPage implements ConsolePage {
    private static final ManagementScope SCOPE = ManagementScope.UPDATE_EVENT_STREAMS;

    private final ConsoleServices services;
    private final StreamFinder finder;

    public StreamTargetPage(ConsoleServices services) {
        this.services = services;
        this.finder = new StreamFinder(services);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.post(ConsolePath.STREAM_SECRET, SCOPE, this::set),
                ConsoleRoute.post(ConsolePath.STREAM_QUIRK_FORGET, SCOPE, this::forget));
    }

    private ConsoleAnswer set(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        String secret = request.form().required("secret", "Token or secret");
        request.change(trail -> {
            EventStreams streams = services.management().streams().streams().countedFor(request.share()).audited(trail);
            return streams.edit(stream.id(),
                    before -> StreamForm.read(body(before, secret), Optional.of(before), streams::connection));
        });
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.STREAM, stream.id().value()));
    }

    private ConsoleAnswer forget(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        String name = request.parameter("name");
        boolean forgotten = request.change(trail -> services.management()
                .streams()
                .statuses()
                .countedFor(request.share())
                .audited(trail)
                .forgetQuirk(stream.id(), name));
        if (!forgotten) {
            throw ManagementFailure.missing("inexistent_quirk",
                    "Nothing of this name is known of the target any more. Load the stream's page anew.");
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.STREAM, stream.id().value()));
    }

    /** A stream's destination as it is, with another secret. */
    private static ObjectNode body(EventStream stream, String secret) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("destination", DestinationJson.of(stream.destination()));
        access(stream, body)
                .orElseThrow(() -> ManagementFailure.body("The stream's target is shown nothing. Give it a"
                        + " webhook_authorization at the command line: ./rollcall stream edit "
                        + CommandWord.of(stream.name())
                        + " --file stream.json."))
                .put(field(stream, body), secret);
        return body;
    }

    /** Whether a secret lets the stream in that can be set here. */
    static boolean hasSecret(EventStream stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("destination", DestinationJson.of(stream.destination()));
        return access(stream, body).filter(access -> !access.has("key")).isPresent();
    }

    private static Optional<ObjectNode> access(EventStream stream, ObjectNode body) {
        JsonNode access = body.path("destination")
                .path("configuration")
                .path(stream.destination() instanceof ScimTarget ? "authorization" : "webhook_authorization");
        return access instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    private static String field(EventStream stream, ObjectNode body) {
        return switch (access(stream, body).map(access -> access.path("method").asString("")).orElse("")) {
            case "basic" -> "password";
            case "custom_header" -> "header_value";
            case "client_credentials" -> "client_secret";
            default -> "token";
        };
    }
}
