package dev.rollcall.clients;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The form of one resource, as Entra's reader wants it. */
final class ResourceForm {
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Set<String> DISCOVERY = Set.of(Urn.SCHEMA, Urn.RESOURCE_TYPE, Urn.PROVIDER);
    private static final Set<String> USER_STRINGS = Set.of("userName", "externalId", "displayName", "nickName",
            "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone");
    private static final Set<String> USER_ARRAYS = Set.of("emails", "phoneNumbers", "ims", "photos", "addresses",
            "groups", "entitlements", "roles", "x509Certificates");

    private final List<ReaderRule> broken;

    ResourceForm(List<ReaderRule> broken) {
        this.broken = broken;
    }

    /** @param whole whether nothing was projected away, so that what must always be there can be asked for */
    void check(JsonNode resource, boolean whole) {
        JsonNode schemas = resource.path("schemas");
        if (!resource.isObject()
                || !schemas.isArray()
                || schemas.isEmpty()
                || !schemas.valueStream().allMatch(JsonNode::isString)) {
            broken.add(ReaderRule.SCHEMAS_ARRAY);
            return;
        }
        List<String> urns = schemas.valueStream().map(JsonNode::stringValue).toList();
        if (new HashSet<>(urns).size() != urns.size()) {
            broken.add(ReaderRule.SCHEMAS_ARRAY);
        }
        if (urns.contains(Urn.USER)) {
            checkUser(resource, urns, whole);
        } else if (urns.contains(Urn.GROUP)) {
            checkGroup(resource, urns, whole);
        } else if (urns.stream().noneMatch(DISCOVERY::contains)) {
            broken.add(ReaderRule.SCHEMAS_KNOWN);
        }
    }

    private void checkUser(JsonNode user, List<String> urns, boolean whole) {
        if (!urns.contains(Urn.ENTERPRISE) && urns.size() != 1) {
            broken.add(ReaderRule.SCHEMAS_COUNT);
        }
        checkCommon(user, "User", whole);
        if (whole && !user.has("active")) {
            broken.add(ReaderRule.ACTIVE_PRESENT);
        }
        USER_STRINGS.forEach(name -> checkString(user, name));
        USER_ARRAYS.forEach(name -> checkArray(user, name));
        checkBoolean(user, "active");
        if (user.has("name") && !user.path("name").isObject()) {
            broken.add(ReaderRule.COMPLEX_OBJECT);
        }
        user.path("name").properties().forEach(member -> checkString(user.path("name"), member.getKey()));
        for (Map.Entry<String, JsonNode> member : user.properties()) {
            if (member.getKey().toLowerCase(Locale.ROOT).startsWith("urn:") && !member.getValue().isObject()) {
                broken.add(ReaderRule.COMPLEX_OBJECT);
            }
        }
        checkEnterprise(user.path(Urn.ENTERPRISE));
    }

    private void checkEnterprise(JsonNode enterprise) {
        List.of("employeeNumber", "costCenter", "organization", "division", "department")
                .forEach(name -> checkString(enterprise, name));
        if (enterprise.has("manager")
                && !(enterprise.path("manager").isObject()
                        && enterprise.path("manager").path("value").isString()
                        && !enterprise.path("manager").path("value").stringValue().isEmpty())) {
            broken.add(ReaderRule.MANAGER_OBJECT);
        }
    }

    private void checkGroup(JsonNode group, List<String> urns, boolean whole) {
        if (urns.size() != 1) {
            broken.add(ReaderRule.SCHEMAS_COUNT);
        }
        checkCommon(group, "Group", whole);
        checkString(group, "displayName");
        checkString(group, "externalId");
        checkArray(group, "members");
    }

    private void checkCommon(JsonNode resource, String type, boolean whole) {
        JsonNode id = resource.path("id");
        if (!id.isString() || id.stringValue().isEmpty()) {
            broken.add(ReaderRule.ID_STRING);
        }
        if (!resource.has("meta")) {
            if (whole) {
                broken.add(ReaderRule.META);
            }
            return;
        }
        JsonNode meta = resource.path("meta");
        boolean typed = meta.isObject()
                && (!whole && !meta.has("resourceType") || meta.path("resourceType").asString("").equals(type))
                && stringOrAbsent(meta, "location")
                && stringOrAbsent(meta, "version");
        if (!typed) {
            broken.add(ReaderRule.META);
        }
        for (Map.Entry<String, JsonNode> member : meta.properties()) {
            boolean time = member.getKey().equalsIgnoreCase("created")
                    || member.getKey().equalsIgnoreCase("lastModified");
            if (time && !DATE_TIME.matcher(member.getValue().asString("")).matches()) {
                broken.add(ReaderRule.META_TIMES);
            }
        }
    }

    private void checkArray(JsonNode resource, String name) {
        if (!resource.has(name)) {
            return;
        }
        JsonNode array = resource.path(name);
        if (!array.isArray()) {
            broken.add(ReaderRule.MULTI_VALUED_ARRAY);
            return;
        }
        for (JsonNode element : array) {
            if (!element.isObject() || element.isEmpty()) {
                broken.add(ReaderRule.ELEMENTS);
            }
            checkBoolean(element, "primary");
            List.of("type", "value", "display", "formatted", "$ref").forEach(sub -> checkString(element, sub));
        }
        if (array.valueStream().filter(e -> e.path("primary").asBoolean(false)).count() > 1) {
            broken.add(ReaderRule.ELEMENTS);
        }
    }

    private void checkBoolean(JsonNode node, String name) {
        if (node.has(name) && !node.path(name).isBoolean()) {
            broken.add(ReaderRule.BOOLEAN);
        }
    }

    private void checkString(JsonNode node, String name) {
        if (node.has(name) && !node.path(name).isString()) {
            broken.add(ReaderRule.STRING);
        }
    }

    private static boolean stringOrAbsent(JsonNode node, String name) {
        return !node.has(name) || node.path(name).isString();
    }
}
