package dev.rollcall.directory.person;

import dev.rollcall.mapping.EditOutcome;
import dev.rollcall.mapping.MappingEdit;
import dev.rollcall.mapping.ProfileEdit;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a sign-in does to a person: which of the root attributes that it said are written, and what is noted of it. */
final class SignInEdit {
    private final PersonSettings settings;
    private final Dialect dialect;
    private final PersonLimits limits;
    private final Instant now;

    SignInEdit(PersonSettings settings, Dialect dialect, PersonLimits limits, Instant now) {
        this.settings = settings;
        this.dialect = dialect;
        this.limits = limits;
        this.now = now;
    }

    /**
     * Both as they are afterwards.
     *
     * @param document the very same object when nothing in it changed
     * @param ignored what was not taken over, with the reason
     */
    record Result(ObjectNode document, Overlay overlay, Map<String, String> ignored) {}

    Result of(ObjectNode document, Overlay overlay, SignIn signIn) {
        ObjectNode shown = settings.mapping().profile(document).attributes();
        Optional<SignInTrace> before = overlay.signIn();
        ObjectNode first = before.map(trace -> trace.first().deepCopy())
                .orElseGet(() -> JsonNodeFactory.instance.objectNode());
        ObjectNode wrote = before.map(trace -> trace.wrote().deepCopy())
                .orElseGet(() -> JsonNodeFactory.instance.objectNode());
        SequencedMap<ProfilePath, Optional<JsonNode>> written = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> said : signIn.said().properties()) {
            String name = said.getKey();
            JsonNode current = shown.has(name) ? shown.path(name) : overlay.attributes().path(name);
            if (!first.has(name)) {
                first.put(name, current.isMissingNode() ? SignInTrace.LOGIN : SignInTrace.PROVISIONING);
            }
            if (writes(name, current, before, first)) {
                wrote.set(name, said.getValue());
                if (!said.getValue().equals(current)) {
                    written.put(ProfilePath.of(name), Optional.of(said.getValue()));
                }
            }
        }
        SignInTrace trace = new SignInTrace(now, signIn.address(), before.map(SignInTrace::count).orElse(0L) + 1,
                signIn.said(), wrote, first).within(limits.signInSize());
        return applied(document, overlay.with(trace), new ProfileEdit(written));
    }

    private boolean writes(String name, JsonNode current, Optional<SignInTrace> before, ObjectNode first) {
        boolean now = switch (settings.signIn().rootAttributes()) {
            case ON_EACH_LOGIN -> true;
            case ON_FIRST_LOGIN -> before.isEmpty();
            case NEVER_ON_LOGIN -> false;
        };
        return now && switch (settings.signIn().truthOf(name)) {
            case LOGIN -> true;
            case FIRST_WRITER -> first.path(name).asString("").equals(SignInTrace.LOGIN);
            // It may fill a gap, and go on with what it wrote itself as long as nobody else has written since.
            case SCIM -> current.isMissingNode()
                    || before.filter(trace -> trace.wrote().path(name).equals(current)).isPresent();
        };
    }

    private Result applied(ObjectNode document, Overlay overlay, ProfileEdit edit) {
        Map<String, String> ignored = new LinkedHashMap<>();
        if (edit.assignments().isEmpty()) {
            return new Result(document, overlay, ignored);
        }
        MappingEdit result = settings.mapping().edit(document, edit, dialect);
        Overlay next = overlay;
        for (Map.Entry<ProfilePath, EditOutcome> outcome : result.outcomes().entrySet()) {
            switch (outcome.getValue()) {
                case EditOutcome.Overlay(var value) -> next = next.with(outcome.getKey(), value);
                case EditOutcome.AppliedAndKept(var value) -> next = next.with(outcome.getKey(), value);
                case EditOutcome.Refused(String reason) -> ignored.put(outcome.getKey().toString(), reason);
                case EditOutcome.Applied _ -> {
                    // It is in the document.
                }
            }
        }
        return new Result(result.document(), next, ignored);
    }
}
