package dev.rollcall.client.reader;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The form of one resource, as Entra's reader wants it. */
final class ResourceForm {
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Set<String> DISCOVERY = Set.of(Urns.SCHEMA, Urns.RESOURCE_TYPE, Urns.SERVICE_PROVIDER_CONFIG);

    private final Findings findings;
    private final Asked asked;
    private final String where;
    private final Members members;
    private final AttributeForm attributes;

    /** @param where what is added to each cause, {@code  (in Resources[0])} */
    ResourceForm(Findings findings, Asked asked, String where) {
        this.findings = findings;
        this.asked = asked;
        this.where = where;
        this.members = new Members(findings);
        this.attributes = new AttributeForm(findings, members, where);
    }

    void check(JsonNode resource) {
        Optional<JsonNode> schemas = members.find(resource, "schemas", "schemas");
        if (schemas.isEmpty() || !isTextArray(schemas.get())) {
            reject(ReaderRule.SCHEMAS_ARRAY, "schemas",
                    "schemas came as " + schemas.map(Shown::of).orElse("nothing") + " in " + Shown.of(resource),
                    "Answer every resource with schemas, an array of URNs; Entra chooses the class of the resource by it.");
            return;
        }
        List<String> urns = schemas.get().valueStream().map(JsonNode::stringValue).toList();
        if (new HashSet<>(urns).size() != urns.size()) {
            reject(ReaderRule.SCHEMAS_ARRAY, "schemas", "A URN is in schemas twice", "List each URN once.");
        }
        if (urns.contains(Urns.USER)) {
            checkUser(resource, urns);
        } else if (urns.contains(Urns.GROUP)) {
            checkGroup(resource, urns);
        } else if (urns.stream().noneMatch(DISCOVERY::contains)) {
            reject(ReaderRule.SCHEMAS_KNOWN, "schemas", "schemas lists only " + String.join(", ", urns),
                    "List " + Urns.USER + " in a user and " + Urns.GROUP + " in a group.");
        }
    }

    private static boolean isTextArray(JsonNode schemas) {
        return schemas.isArray() && !schemas.isEmpty() && schemas.valueStream().allMatch(JsonNode::isString);
    }

    private void checkUser(JsonNode user, List<String> urns) {
        if (!urns.contains(Urns.ENTERPRISE_USER) && urns.size() != 1) {
            reject(ReaderRule.SCHEMAS_COUNT, "schemas", "A user lists " + urns.size()
                    + " schemas, but not the enterprise one",
                    "List " + Urns.ENTERPRISE_USER + " in every user as well.");
        }
        checkCommon(user, StandardSchemas.user());
        if (asked.whole() && members.find(user, "active", "active").isEmpty()) {
            reject(ReaderRule.ACTIVE_PRESENT, "active", "There is no active",
                    "Answer active in every user; else Entra adds it in every cycle.");
        }
        for (Map.Entry<String, JsonNode> member : user.properties()) {
            String name = member.getKey();
            if (name.toLowerCase(Locale.ROOT).startsWith("urn:") && !member.getValue().isObject()) {
                ReaderRule rule = member.getValue().isNull() ? ReaderRule.NULL_VALUE : ReaderRule.COMPLEX_OBJECT;
                reject(rule, name, "The extension came as " + Shown.of(member.getValue()),
                        "Answer an extension as an object, or leave it out.");
            }
        }
        members.find(user, Urns.ENTERPRISE_USER, Urns.ENTERPRISE_USER)
                .filter(JsonNode::isObject)
                .ifPresent(extension -> attributes.checkAll(
                        extension, StandardSchemas.enterpriseUser().attributes(), Urns.ENTERPRISE_USER + ":"));
    }

    private void checkGroup(JsonNode group, List<String> urns) {
        if (urns.size() != 1) {
            reject(ReaderRule.SCHEMAS_COUNT, "schemas", "A group lists " + urns.size() + " schemas",
                    "List " + Urns.GROUP + " alone, whatever the group was created with.");
        }
        checkCommon(group, StandardSchemas.group());
        if (asked.membersExcluded() && members.find(group, "members", "members").isPresent()) {
            reject(ReaderRule.MEMBERS_EXCLUDED, "members", "members is there, though it was excluded",
                    "Leave members out when excludedAttributes=members is asked for.");
        }
    }

    private void checkCommon(JsonNode resource, ResourceType type) {
        Optional<JsonNode> id = members.find(resource, "id", "id");
        if (!id.map(node -> node.isString() && !node.stringValue().isEmpty()).orElse(false)) {
            reject(ReaderRule.ID_STRING, "id", "id came as " + id.map(Shown::of).orElse("nothing"),
                    "Answer id as a text that is not empty, in every resource" + id.filter(JsonNode::isNumber)
                            .map(number -> ": \"id\": \"" + number + "\"")
                            .orElse("")
                            + ".");
        }
        attributes.checkText(resource, "externalId", "externalId");
        attributes.checkAll(resource, type.schema().attributes(), "");
        checkMeta(resource, type.name());
    }

    private void checkMeta(JsonNode resource, String type) {
        Optional<JsonNode> meta = members.find(resource, "meta", "meta");
        if (meta.isEmpty() && !asked.whole()) {
            return;
        }
        Optional<JsonNode> resourceType = meta.flatMap(m -> members.find(m, "resourceType", "meta.resourceType"));
        boolean typed = resourceType.map(name -> name.asString("").equals(type)).orElse(!asked.whole());
        if (meta.isEmpty() || !meta.get().isObject() || !typed) {
            reject(ReaderRule.META, "meta", "meta came as " + meta.map(Shown::of).orElse("nothing")
                    + resourceType.map(name -> " and its resourceType as " + Shown.of(name)).orElse(""),
                    "Answer meta as an object with \"resourceType\": \"" + type + "\".");
            return;
        }
        attributes.checkText(meta.get(), "location", "meta.location");
        attributes.checkText(meta.get(), "version", "meta.version");
        checkTime(meta.get(), "created");
        checkTime(meta.get(), "lastModified");
    }

    private void checkTime(JsonNode meta, String name) {
        Optional<JsonNode> time = members.find(meta, name, "meta." + name);
        if (time.isPresent() && !DATE_TIME.matcher(time.get().asString("")).matches()) {
            reject(ReaderRule.META_TIMES, "meta." + name, "meta." + name + " came as " + Shown.of(time.get()),
                    "Answer it as a date-time with a zone, 2026-01-02T03:04:05Z.");
        }
    }

    private void reject(ReaderRule rule, String attribute, String cause, String mend) {
        findings.add(rule, attribute, cause + where + ".", mend);
    }
}
