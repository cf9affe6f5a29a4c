package dev.rollcall.client.entra;

import dev.rollcall.client.entra.RequestSender.Answered;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.JsonMember;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.client.target.TargetPath;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.client.target.TargetSchema;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends what Entra's provisioning service sends, in one of its dialects, and reads the answers as it does; source: entra.md
 * sections 2 to 4. It keeps nothing between calls and may be used by many threads.
 */
public final class EntraClient implements ProvisioningTarget {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RequestSender endpoint;
    private final EntraDialect dialect;
    private final PatchWriter patches;
    private final ClientOptions options;
    private final CredentialProbe probe;

    private EntraClient(RequestSender endpoint, EntraDialect dialect, ClientOptions options, RandomGenerator random) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.patches = new PatchWriter(dialect);
        this.options = options;
        this.probe = new CredentialProbe(endpoint, options, random);
    }

    /** A client with the default options. */
    public static EntraClient of(ScimTransport transport, StrictReader reader, EntraDialect dialect) {
        return of(transport, reader, dialect, ClientOptions.defaults(), new SecureRandom());
    }

    /** @param random where the ids of probes come from */
    public static EntraClient of(
            ScimTransport transport,
            StrictReader reader,
            EntraDialect dialect,
            ClientOptions options,
            RandomGenerator random) {
        return new EntraClient(new RequestSender(transport, reader, options), dialect, options, random);
    }

    @Override
    public void probe(ObjectType type, String matchingAttribute) {
        probe.send(type, matchingAttribute);
    }

    @Override
    public Optional<TargetResource> match(ObjectType type, String matchingAttribute, String value) {
        Answered answered = endpoint.get(QueryText.match(type, QueryText.equal(matchingAttribute, value)));
        JsonNode list = searched(answered);
        JsonNode resources = JsonMember.of(list, "Resources").filter(JsonNode::isArray).orElseGet(JSON::arrayNode);
        int total = total(list);
        if (total > 1 || resources.size() > 1) {
            throw answered.failure(ErrorCode.DUPLICATE_TARGET_ENTRIES,
                    Math.max(total, resources.size()) + " resources have the " + matchingAttribute + " '" + value
                            + "' that was matched by. Delete the duplicates at the target, or match by an attribute that "
                            + "is unique; if the target did not apply the filter, mend that.");
        }
        if (resources.isEmpty() && total == 0) {
            return Optional.empty();
        }
        TargetResource hit = resource(type, answered, resources.path(0));
        requireMatch(answered, hit, matchingAttribute, value);
        return Optional.of(hit);
    }

    @Override
    public Optional<TargetResource> read(ObjectType type, String id) {
        Answered answered = endpoint.get(QueryText.read(type, id));
        return answered.hasStatus(404)
                ? Optional.empty()
                : Optional.of(resource(type, answered, body(answered)));
    }

    @Override
    public TargetResource create(ObjectType type, SequencedMap<String, JsonNode> attributes) {
        Answered answered = endpoint.post(type.path(), CreateBody.of(type, attributes, dialect));
        return resource(type, answered, body(answered));
    }

    @Override
    public List<AttributeDifference> differences(TargetResource seen, SequencedMap<String, JsonNode> wanted) {
        return Differences.between(seen, wanted);
    }

    @Override
    public void update(ObjectType type, String id, List<AttributeDifference> differences) {
        if (!differences.isEmpty()) {
            patch(type, id, patches.differences(type, differences));
        }
    }

    @Override
    public void setManager(String userId, Optional<String> seenManagerId, Optional<String> managerId) {
        if (seenManagerId.equals(managerId)
                || managerId.isPresent() && options.referenceChecks() && isManager(userId, managerId.get())) {
            return;
        }
        String reference = options.url(QueryText.resource(ObjectType.USER, managerId.orElse("")));
        patch(ObjectType.USER, userId, patches.manager(seenManagerId, managerId, reference));
    }

    @Override
    public void addMembers(String groupId, List<String> memberIds) {
        if (!memberIds.isEmpty()) {
            patch(ObjectType.GROUP, groupId, patches.addMembers(memberIds));
        }
    }

    @Override
    public void removeMembers(String groupId, List<String> memberIds) {
        if (!memberIds.isEmpty()) {
            patch(ObjectType.GROUP, groupId, patches.removeMembers(memberIds));
        }
    }

    @Override
    public void disable(String userId, Optional<JsonNode> seenActive) {
        Optional<JsonNode> shown = seenActive.filter(node -> !TargetPath.isNothing(node));
        if (!shown.flatMap(TargetSchema::truth).equals(Optional.of(false))) {
            JsonNode no = JSON.stringNode("False");
            update(ObjectType.USER, userId, List.of(new AttributeDifference("active", shown, Optional.of(no))));
        }
    }

    @Override
    public void delete(ObjectType type, String id) {
        Answered answered = endpoint.delete(QueryText.resource(type, id));
        if (!answered.hasStatus(404)) {
            endpoint.read(answered);
        }
    }

    /** The schemas as the service asks for them when a configuration is saved; a ListResponse. */
    public JsonNode schemas() {
        return body(endpoint.get("/Schemas"));
    }

    /**
     * Whether the target has the reference, asked as the documentation has it: {@code id eq "…" and manager eq "…"}.
     *
     * @param attribute {@code manager} of a user, {@code members} of a group
     */
    public boolean hasReference(ObjectType type, String id, String attribute, String otherId) {
        return total(searched(referenceCheck(type, id, attribute, otherId))) > 0;
    }

    private boolean isManager(String userId, String managerId) {
        Answered answered = referenceCheck(ObjectType.USER, userId, "manager", managerId);
        // The service is not known to depend on it, so an endpoint without such filters is not failed by it.
        return answered.hasStatus(200) && endpoint.peek(answered).map(EntraClient::total).orElse(0) > 0;
    }

    private Answered referenceCheck(ObjectType type, String id, String attribute, String otherId) {
        String filter = QueryText.equal("id", id) + " and " + QueryText.equal(attribute, otherId);
        return endpoint.get(QueryText.check(type, filter));
    }

    private static int total(JsonNode list) {
        return JsonMember.of(list, "totalResults").map(total -> total.asInt(0)).orElse(0);
    }

    private void patch(ObjectType type, String id, ObjectNode body) {
        endpoint.read(endpoint.patch(QueryText.resource(type, id), body));
    }

    /** The answer to a search; an endpoint that refuses the filter has a code of its own. */
    private JsonNode searched(Answered answered) {
        if (answered.hasStatus(400) || answered.hasStatus(501)) {
            throw answered.failure(ErrorCode.SERVICE_INCOMPATIBLE_FILTERING, "The endpoint refused the filter of "
                    + answered.request().target() + ": " + answered.answer().text()
                    + ". Let it answer this filter, or match by an attribute that it can filter by.");
        }
        if (answered.hasStatus(404)) {
            throw answered.failure(ErrorCode.SERVICE_INCOMPATIBLE, "The endpoint answered a search with 404: "
                    + answered.answer().text()
                    + ". Let it answer 200 with an empty ListResponse when nothing is found.");
        }
        return body(answered);
    }

    private JsonNode body(Answered answered) {
        return endpoint.read(answered)
                .orElseThrow(() -> answered.failure(ErrorCode.BAD_RESPONSE, answered.request().method() + " "
                        + answered.request().target() + " was answered without a body. Answer the resource."));
    }

    private static TargetResource resource(ObjectType type, Answered answered, JsonNode node) {
        String id = JsonMember.of(node, "id").map(value -> value.asString("")).orElse("");
        if (!(node instanceof ObjectNode resource) || id.isEmpty()) {
            throw answered.failure(ErrorCode.BAD_RESPONSE, answered.request().method() + " "
                    + answered.request().target() + " was answered with a " + type.name().toLowerCase(Locale.ROOT)
                    + " that has no id. Answer the id of each resource as text.");
        }
        return new TargetResource(type, id, resource);
    }

    /** An endpoint that does not apply filters would have the first object taken for each. */
    private static void requireMatch(Answered answered, TargetResource hit, String attribute, String value) {
        TargetPath path = TargetPath.parse(attribute);
        Optional<JsonNode> shown = path.seenIn(hit.resource());
        // Of several elements any may be the one that was found.
        boolean same = path.filter().isPresent()
                || shown.map(node -> node.isContainer()
                        || new TargetSchema(hit.type()).same(path, node, JSON.stringNode(value)))
                        .orElse(true);
        if (!same) {
            throw answered.failure(ErrorCode.SERVICE_INCOMPATIBLE_FILTERING,
                    "A search for the " + attribute + " '" + value
                            + "' found a resource whose " + attribute + " is " + shown.orElseThrow()
                            + ". Let the endpoint apply the filter, and answer values as they were written.");
        }
    }
}
