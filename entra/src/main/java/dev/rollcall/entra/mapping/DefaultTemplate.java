package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The mappings that a new job has, before anybody edits them. Source: entra.md section 5.4.
 *
 * <p>Extension attributes are written with a colon in both templates; that the 2018 service sends a dot is the business of the
 * client's dialect, so that a schema can be moved from one job to the other as it is.
 */
public final class DefaultTemplate {
    /** The extension that a default mapping writes into. */
    public static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final Set<ObjectFlow> ALL_FLOWS = Set.of(ObjectFlow.CREATE, ObjectFlow.UPDATE, ObjectFlow.DELETE);

    private DefaultTemplate() {}

    /** The template {@code scim}, of applications that were made since December 2018. */
    public static MappingSchema scim() {
        return new MappingSchema(users(), groups(List.of(
                matched("displayName", "displayName"),
                direct("externalId", "objectId"),
                direct("members", "members"))));
    }

    /** The template {@code customappsso}, the behaviour of 2018. */
    public static MappingSchema customappsso() {
        return new MappingSchema(users(), groups(List.of(
                matched("displayName", "mailNickname"),
                direct("externalId", "objectId"),
                direct("emails[type eq \"work\"].value", "mail"),
                direct("members", "members"))));
    }

    private static ObjectMapping groups(List<AttributeMapping> rows) {
        return new ObjectMapping(ObjectType.GROUP, true, rows, ALL_FLOWS);
    }

    private static ObjectMapping users() {
        return new ObjectMapping(ObjectType.USER, true, List.of(
                matched("userName", "userPrincipalName"),
                expression("active", "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")"),
                direct("displayName", "displayName"),
                direct("title", "jobTitle"),
                direct("emails[type eq \"work\"].value", "mail"),
                direct("preferredLanguage", "preferredLanguage"),
                direct("name.givenName", "givenName"),
                direct("name.familyName", "surname"),
                expression("name.formatted", "Join(\" \", [givenName], [surname])"),
                direct("addresses[type eq \"work\"].formatted", "physicalDeliveryOfficeName"),
                direct("addresses[type eq \"work\"].streetAddress", "streetAddress"),
                direct("addresses[type eq \"work\"].locality", "city"),
                direct("addresses[type eq \"work\"].region", "state"),
                direct("addresses[type eq \"work\"].postalCode", "postalCode"),
                direct("addresses[type eq \"work\"].country", "country"),
                direct("phoneNumbers[type eq \"work\"].value", "telephoneNumber"),
                direct("phoneNumbers[type eq \"mobile\"].value", "mobile"),
                direct("phoneNumbers[type eq \"fax\"].value", "facsimileTelephoneNumber"),
                direct("externalId", "mailNickname"),
                direct(ENTERPRISE + ":employeeNumber", "employeeId"),
                direct(ENTERPRISE + ":department", "department"),
                direct(ENTERPRISE + ":manager", "manager")), ALL_FLOWS);
    }

    private static AttributeMapping direct(String target, String source) {
        return row(target, FlowType.DIRECT, source, OptionalInt.empty());
    }

    private static AttributeMapping matched(String target, String source) {
        return row(target, FlowType.DIRECT, source, OptionalInt.of(1));
    }

    private static AttributeMapping expression(String target, String source) {
        return row(target, FlowType.EXPRESSION, source, OptionalInt.empty());
    }

    private static AttributeMapping row(String target, FlowType type, String source, OptionalInt matchingPriority) {
        return new AttributeMapping(target, type, source, Optional.empty(), matchingPriority, FlowBehavior.ALWAYS);
    }
}
