package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.TargetPreset;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an event stream of what is needed most; the rest is set at the command line or by the management API.
 *
 * <p>Guarantees: a target's token is neither shown again nor logged; the secret that a webhook is signed with is shown once, in the
 * answer to the form.
 */
public final class NewStreamPage implements ConsolePage {
    private static final ManagementScope SCOPE = ManagementScope.CREATE_EVENT_STREAMS;

    private final ConsoleServices services;

    public NewStreamPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.STREAM_NEW, SCOPE, this::show),
                ConsoleRoute.post(ConsolePath.STREAM_NEW, SCOPE, this::make));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        return ConsoleAnswer.page("streamnew.jte", new NewStreamView(
                request.frame().link(ConsolePath.STREAM_NEW),
                Arrays.stream(TargetPreset.values()).map(TargetPreset::word).toList(), WebhookFormat.KEYWORDS));
    }

    private ConsoleAnswer make(ConsoleRequest request) {
        ObjectNode body = body(request.form());
        NewStream made = request.change(trail -> {
            EventStreams streams = services.management().streams().streams().countedFor(request.share()).audited(trail);
            return streams.create(StreamForm.read(body, Optional.empty(), streams::connection));
        });
        String url = request.frame().link(ConsolePath.STREAM, made.stream().id().value());
        return made.signingSecret()
                .map(secret -> ConsoleAnswer.page("streamsecret.jte",
                        new StreamSecretView(made.stream().name(), url, secret)))
                .orElseGet(() -> ConsoleAnswer.redirect(url));
    }

    private static ObjectNode body(ConsoleForm form) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", form.required("name", "Name"));
        String address = form.required("address", "Address");
        Optional<String> token = form.text("token");
        ObjectNode destination = body.putObject("destination");
        ObjectNode configuration = destination.putObject("configuration");
        boolean scim = switch (form.required("kind", "What it is")) {
            case "scim" -> true;
            case "webhook" -> false;
            default -> throw ManagementFailure.body("A target is a SCIM application or a webhook.");
        };
        if (scim) {
            destination.put("type", "scim");
            configuration.put("base_url", address);
            form.text("preset").ifPresent(preset -> configuration.put("preset", preset));
            configuration.putObject("authorization")
                    .put("method", "bearer")
                    .put("token", token.orElseThrow(() -> ManagementFailure.body("Fill in the field Token: a SCIM"
                            + " application lets nobody in without one.")));
        } else {
            destination.put("type", "webhook");
            configuration.put("webhook_endpoint", address);
            form.text("format").ifPresent(format -> configuration.put("format", format));
            token.ifPresent(text -> configuration.putObject("webhook_authorization")
                    .put("method", "bearer")
                    .put("token", text));
        }
        subscribe(body, scim);
        form.text("connections").ifPresent(names -> {
            ArrayNode connections = body.putObject("filter").putArray("connections");
            Arrays.stream(names.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(connections::add);
        });
        return body;
    }

    /** To all that happens to users; at an application, to groups and their members as well. */
    private static void subscribe(ObjectNode body, boolean groups) {
        ArrayNode subscriptions = body.putArray("subscriptions");
        Arrays.stream(EventType.values())
                .filter(type -> type.about() == EventType.About.USER
                        || groups && type.about() == EventType.About.GROUP)
                .forEach(type -> subscriptions.addObject().put("event_type", type.keyword()));
    }
}
