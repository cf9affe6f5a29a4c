package dev.rollcall.directory.type;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the house keeps of users, of groups, and of every type that a connection declares. */
final class StandardKinds {
    private static final String DISPLAY_NAME = "displayName";

    private StandardKinds() {}

    static ResourceKind user(ResourceType type, List<KindIndex> indexes) {
        return new ResourceKind(
                type,
                Optional.of("userName"),
                Map.of(
                        "id", IndexColumn.ID,
                        "userName", IndexColumn.UNIQUE_KEY,
                        DISPLAY_NAME, IndexColumn.DISPLAY_NAME,
                        "externalId", IndexColumn.EXTERNAL_ID,
                        Urns.ENTERPRISE_USER + ":manager.value", IndexColumn.MANAGER,
                        "meta.created", IndexColumn.CREATED,
                        "meta.lastModified", IndexColumn.LAST_MODIFIED),
                List.of("emails"),
                Set.of("userName", "active"),
                true,
                false,
                true,
                true,
                indexes,
                false,
                keys("id, userName, externalId, displayName, active, emails.value, manager, groups.value", type,
                        indexes));
    }

    static ResourceKind group(ResourceType type, List<KindIndex> indexes) {
        return new ResourceKind(
                type,
                Optional.of(DISPLAY_NAME),
                Map.of(
                        "id", IndexColumn.ID,
                        DISPLAY_NAME, IndexColumn.UNIQUE_KEY,
                        "externalId", IndexColumn.EXTERNAL_ID,
                        "meta.created", IndexColumn.CREATED,
                        "meta.lastModified", IndexColumn.LAST_MODIFIED),
                List.of(),
                Set.of(),
                false,
                true,
                false,
                false,
                indexes,
                false,
                keys("id, displayName, externalId, members.value", type, indexes));
    }

    /** Whatever it is, it is found by the common attributes, and by its displayName when that is one that is answered. */
    static ResourceKind declared(ResourceType type, List<KindIndex> indexes) {
        Map<String, IndexColumn> columns = new HashMap<>(Map.of(
                "id", IndexColumn.ID,
                "externalId", IndexColumn.EXTERNAL_ID,
                "meta.created", IndexColumn.CREATED,
                "meta.lastModified", IndexColumn.LAST_MODIFIED));
        boolean named = type.schema().attribute(DISPLAY_NAME).filter(StandardKinds::isName).isPresent();
        if (named) {
            columns.put(DISPLAY_NAME, IndexColumn.DISPLAY_NAME);
        }
        return new ResourceKind(type, Optional.empty(), columns, List.of(), Set.of(), false, false, false, false,
                indexes, true, keys("id, externalId" + (named ? ", displayName" : ""), type, indexes));
    }

    private static String keys(String always, ResourceType type, List<KindIndex> indexes) {
        StringBuilder keys = new StringBuilder(always);
        indexes.stream()
                .filter(index -> index.index().isBuilt(type.name()))
                .forEach(index -> keys.append(", ").append(index.path()));
        return keys.append(", meta.created and meta.lastModified").toString();
    }

    private static boolean isName(Attribute attribute) {
        return attribute.name().equals(DISPLAY_NAME)
                && attribute.type() == AttributeType.STRING
                && !attribute.multiValued()
                && !attribute.caseExact()
                && !attribute.neverAnswered();
    }
}
