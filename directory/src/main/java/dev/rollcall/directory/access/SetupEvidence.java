package dev.rollcall.directory.access;

import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.Seen;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a request in the log says of the steps of a set-up. It holds for any order of requests, and a request that is looked at twice
 * says nothing new.
 */
final class SetupEvidence {
    private static final int FIRST_FAILURE = 400;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int HELD = 429;

    private SetupEvidence() {}

    /** What is known after a request. */
    static SetupProgress after(SetupProgress before, RequestLogEntry entry) {
        Seen seen = new Seen(entry.id(), entry.time());
        return entry.status() < FIRST_FAILURE ? good(before, entry, seen) : wrong(before, entry, seen);
    }

    private static SetupProgress good(SetupProgress before, RequestLogEntry entry, Seen seen) {
        if (entry.tokenId().isEmpty()) {
            return before;
        }
        // Whatever is let in shows that address and token are right.
        SetupProgress known = before.with(SetupStep.TEST, seen, true);
        return switch (entry.method()) {
            case "POST" -> created(known, entry, seen);
            case "PUT", "PATCH" -> changed(known, entry, seen);
            case "DELETE" -> isOfGroups(entry) ? known : known.with(SetupStep.DISABLE, seen, true);
            default -> known;
        };
    }

    private static SetupProgress created(SetupProgress before, RequestLogEntry entry, Seen seen) {
        if (!isOfResources(entry) || entry.path().contains("/.search")) {
            return before;
        }
        if (!isOfGroups(entry)) {
            return before.with(SetupStep.USER, seen, true);
        }
        SetupProgress known = before.with(SetupStep.GROUP, seen, true);
        return new Plan(entry).addsMembers() ? known.with(SetupStep.MEMBER, seen, true) : known;
    }

    /** Whoever is changed was found first. */
    private static SetupProgress changed(SetupProgress before, RequestLogEntry entry, Seen seen) {
        if (!isOfResources(entry)) {
            return before;
        }
        Plan plan = new Plan(entry);
        if (isOfGroups(entry)) {
            SetupProgress known = before.with(SetupStep.GROUP, seen, true);
            return plan.addsMembers() ? known.with(SetupStep.MEMBER, seen, true) : known;
        }
        SetupProgress known = before.with(SetupStep.USER, seen, true);
        if (plan.disables()) {
            known = known.with(SetupStep.DISABLE, seen, true);
        }
        return plan.changesMore() ? known.with(SetupStep.UPDATE, seen, true) : known;
    }

    private static SetupProgress wrong(SetupProgress before, RequestLogEntry entry, Seen seen) {
        return step(entry).map(step -> before.with(step, seen, false)).orElse(before);
    }

    /** The step that a refused request was for; empty for one that belongs to none, such as a look for somebody who is gone. */
    private static Optional<SetupStep> step(RequestLogEntry entry) {
        boolean groups = isOfGroups(entry);
        if (entry.status() == UNAUTHORIZED || !isOfResources(entry)) {
            return Optional.of(SetupStep.TEST);
        }
        if (entry.method().equals("GET")) {
            return entry.status() == NOT_FOUND && entry.resourceId().isPresent()
                    ? Optional.empty()
                    : Optional.of(SetupStep.TEST);
        }
        // Other refusals may name people, whose names may be any word.
        if (!groups && entry.status() == BAD_REQUEST && entry.error().filter(SetupEvidence::namesManager).isPresent()) {
            return Optional.of(SetupStep.MANAGER);
        }
        return Optional.of(switch (entry.method()) {
            case "POST" -> entry.path().contains("/.search")
                    ? SetupStep.TEST
                    : groups ? SetupStep.GROUP : SetupStep.USER;
            case "PUT", "PATCH" -> groups
                    ? SetupStep.MEMBER
                    : entry.status() == HELD && isHeld(entry) ? SetupStep.DISABLE : SetupStep.UPDATE;
            case "DELETE" -> groups ? SetupStep.GROUP : SetupStep.DISABLE;
            default -> SetupStep.TEST;
        });
    }

    private static boolean isHeld(RequestLogEntry entry) {
        return entry.error().filter(error -> error.contains("accidental_deletion_guard")).isPresent();
    }

    private static boolean namesManager(String error) {
        return error.toLowerCase(Locale.ROOT).contains("manager");
    }

    private static boolean isOfResources(RequestLogEntry entry) {
        return entry.resourceType().isPresent() || path(entry).contains("/users") || path(entry).contains("/groups");
    }

    private static boolean isOfGroups(RequestLogEntry entry) {
        return entry.resourceType().map(type -> type.equals("Group")).orElseGet(() -> path(entry).contains("/groups"));
    }

    /** The path alone: what somebody is searched by may be any text. */
    private static String path(RequestLogEntry entry) {
        String path = entry.path();
        int query = path.indexOf('?');
        return (query < 0 ? path : path.substring(0, query)).toLowerCase(Locale.ROOT);
    }

    /** What a write changed, as its log row has it: the changes, or of a large one their numbers. */
    private static final class Plan {
        private final JsonNode changes;

        Plan(RequestLogEntry entry) {
            this.changes = read(entry.plan().orElse("[]"));
        }

        boolean addsMembers() {
            for (JsonNode change : changes) {
                if (change.path("membersAdded").asLong(0) > 0 || !change.path("members").isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        boolean disables() {
            for (JsonNode change : changes) {
                if (isActive(change) && change.path("after").isBoolean() && !change.path("after").booleanValue()) {
                    return true;
                }
            }
            return false;
        }

        /** Whether it changes anything but whether somebody is active. */
        boolean changesMore() {
            for (JsonNode change : changes) {
                if (change.path("attributesChanged").asLong(0) > 0
                        || change.path("change").asString("").equals("assign") && !isActive(change)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isActive(JsonNode change) {
            return change.path("path").asString("").equals("active");
        }

        private static JsonNode read(String json) {
            try {
                return ScimJson.tree(json);
            } catch (JacksonException cut) {
                // A row whose plan was redacted beyond JSON says that there was a change, not which.
                return ScimJson.tree("[{\"attributesChanged\":1}]");
            }
        }
    }
}
