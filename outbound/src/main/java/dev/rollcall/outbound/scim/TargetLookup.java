package dev.rollcall.outbound.scim;

import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.ScimReading.Listed;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the target's resource of one subject.
 *
 * <p>Guarantees: what is found is ours, which is to say its externalId is the subject's, or it has none and was found by its name. A
 * resource with another externalId is never answered.
 */
final class TargetLookup {
    private static final String GROUPS = "/Groups";

    private final TargetConnection target;
    private final ScimExchange exchange;
    private final EndpointQuirks quirks;
    private final String kind;

    /** @param kind {@code /Users} or {@code /Groups} */
    TargetLookup(TargetConnection target, ScimExchange exchange, String kind) {
        this.target = target;
        this.exchange = exchange;
        this.quirks = new EndpointQuirks(target.quirks(), kind);
        this.kind = kind;
    }

    /** What a look-up came to. */
    sealed interface Result {
        /** A resource that is ours, or may become ours because it has no externalId. */
        record Found(String id, ObjectNode resource) implements Result {}

        /** The target has none. */
        record Nobody() implements Result {}

        /** The name belongs to a resource with another externalId. */
        record Taken(String id) implements Result {}

        /** The target cannot be asked by externalId, and there is no name to ask by. */
        record Unaskable(String cause) implements Result {}
    }

    /**
     * Looks by externalId, and by name where the target refuses such a filter and the stream allows it.
     *
     * @param nameAttribute {@code userName} or {@code displayName}
     * @param name empty when there is none
     */
    Result find(String externalId, String nameAttribute, Optional<String> name) {
        String refused = "the target does not take a filter by externalId";
        if (!quirks.has(TargetQuirks.EXTERNAL_ID_REFUSED)) {
            TargetReply reply = exchange.send(Ask.get(kind, filter("externalId", externalId)));
            if (reply.status() == 200) {
                return byExternalId(reply, externalId, nameAttribute, name);
            }
            if (!refusesFilter(reply)) {
                throw exchange.unusable(reply);
            }
            refused = exchange.cause(reply);
            // It may be the one externalId that is not understood.
            if (speaksOfFilters(reply) && refusesFilter(askForNobody())) {
                learn(TargetQuirks.EXTERNAL_ID_REFUSED, reply);
            }
            if (!target.settings().lookupFallback()) {
                throw exchange.unusable(reply);
            }
        } else if (!target.settings().lookupFallback()) {
            throw TargetFailure.of(Meaning.FINAL, kind + ": " + refused
                    + ", and the stream does not look by userName; set lookup_fallback");
        }
        return name.isEmpty() ? new Result.Unaskable(refused) : byName(externalId, nameAttribute, name.get());
    }

    /** Looks by name alone, for a resource that is in the way of a creation. */
    Result byName(String externalId, String attribute, String name) {
        TargetReply reply = exchange.send(Ask.get(kind, filter(attribute, name)));
        if (reply.status() != 200) {
            throw exchange.unusable(reply);
        }
        List<ObjectNode> hits = listed(reply).resources()
                .stream()
                // A target that ignores filters answers with everybody.
                .filter(hit -> ScimReading.text(hit, attribute).filter(name::equalsIgnoreCase).isPresent())
                .toList();
        Optional<ObjectNode> ours = PageSearch.with(externalId, hits);
        if (ours.isPresent()) {
            return found(ours.get());
        }
        List<ObjectNode> free = hits.stream()
                .filter(hit -> ScimReading.text(hit, "externalId").isEmpty())
                .toList();
        if (free.size() > 1) {
            throw TargetFailure.of(Meaning.FINAL, kind + ": several resources have that " + attribute
                    + " and none our externalId; leave one of them");
        }
        if (free.size() == 1) {
            return found(free.getFirst());
        }
        return hits.isEmpty()
                ? new Result.Nobody()
                : new Result.Taken(ScimReading.idOf(hits.getFirst()).orElseThrow());
    }

    private Result byExternalId(TargetReply reply, String externalId, String nameAttribute, Optional<String> name) {
        Listed listed = listed(reply);
        List<ObjectNode> hits = listed.resources();
        Optional<ObjectNode> ours = PageSearch.with(externalId, hits);
        if (ours.isPresent()) {
            return found(ours.get());
        }
        if (hits.isEmpty()) {
            return new Result.Nobody();
        }
        if (holds()) {
            boolean shows = hits.stream().anyMatch(hit -> ScimReading.text(hit, "externalId").isPresent());
            return shows ? new Result.Nobody() : hidden(reply, hits);
        }
        if (name.isPresent() && target.settings().lookupFallback()) {
            Result byName = byName(externalId, nameAttribute, name.get());
            if (byName instanceof Result.Found) {
                return byName;
            }
        }
        return new PageSearch(target, exchange, kind, this::path, this::listed).find(externalId, listed)
                .<Result>map(TargetLookup::found)
                .orElseGet(Result.Nobody::new);
    }

    /** The target knows the externalId and does not show it. */
    private Result hidden(TargetReply reply, List<ObjectNode> hits) {
        if (hits.size() > 1) {
            throw TargetFailure.of(Meaning.FINAL, kind + ": the target finds " + hits.size()
                    + " resources with that externalId; delete all but one of them there");
        }
        learn(TargetQuirks.NO_EXTERNAL_ID, reply);
        return found(hits.getFirst());
    }

    /** Whether the filter by externalId holds, so that nobody is answered for nobody; once known, it is not asked again. */
    private boolean holds() {
        if (quirks.has(TargetQuirks.EXTERNAL_ID_IGNORED)) {
            return false;
        }
        if (quirks.has(TargetQuirks.NO_EXTERNAL_ID)) {
            return true;
        }
        TargetReply reply = askForNobody();
        if (reply.status() != 200) {
            return false;
        }
        boolean nobody = listed(reply).resources().isEmpty();
        if (!nobody) {
            learn(TargetQuirks.EXTERNAL_ID_IGNORED, reply);
        }
        return nobody;
    }

    private TargetReply askForNobody() {
        return exchange.send(Ask.get(kind, filter("externalId", "nobody-has-this-one-rollcall")));
    }

    private void learn(String quirk, TargetReply reply) {
        quirks.learn(quirk, exchange.evidence(reply), exchange.clock().now());
    }

    private Listed listed(TargetReply reply) {
        Listed listed = ScimReading.list(reply);
        if (listed.absent()) {
            target.quirks().learn(TargetQuirks.RESOURCES_ABSENT, "", exchange.evidence(reply), exchange.clock().now());
        } else if (reply.body().filter(body -> !body.has("Resources")).isPresent()) {
            target.quirks()
                    .learn(TargetQuirks.RESOURCES_LOWER_CASE, "", exchange.evidence(reply),
                            exchange.clock().now());
        }
        if (listed.total().isEmpty()) {
            target.quirks().learn(TargetQuirks.TOTAL_MISSING, "", exchange.evidence(reply), exchange.clock().now());
        } else if (listed.total().getAsInt() < listed.resources().size()) {
            target.quirks().learn(TargetQuirks.TOTAL_WRONG, "", exchange.evidence(reply), exchange.clock().now());
        }
        return listed;
    }

    /** As the template takes any 400; what names another cause is none, and the account's own refusal is none either. */
    private static boolean refusesFilter(TargetReply reply) {
        String type = reply.scimType();
        return switch (reply.status()) {
            case 400 -> type.isEmpty()
                    || type.equals("invalidFilter")
                    || type.equals("invalidPath")
                    || type.equals("invalidValue")
                    || type.equals("invalidSyntax");
            case 403 -> speaksOfFilters(reply);
            case 501 -> true;
            default -> false;
        };
    }

    private static boolean speaksOfFilters(TargetReply reply) {
        String detail = reply.detail().toLowerCase(Locale.ROOT);
        return reply.status() == 501
                || reply.scimType().equals("invalidFilter")
                || detail.contains("filter")
                || detail.contains("externalid");
    }

    private static Result.Found found(ObjectNode resource) {
        return new Result.Found(ScimReading.idOf(resource).orElseThrow(), resource);
    }

    private String filter(String attribute, String value) {
        String literal = JsonNodeFactory.instance.stringNode(value).toString();
        return path("filter=" + encoded(attribute + " eq " + literal));
    }

    private String path(String query) {
        return kind.equals(GROUPS) ? target.quirks().withoutMembers(GROUPS, query) : kind + "?" + query;
    }

    /** Percent-encoded; a blank as {@code %20}, which every server reads. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    }
}
