import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Applies a PATCH of Microsoft Entra ID to a user, and shows what would be wrong with it by the letter of the RFC. */
public final class ApplyPatch {
    private ApplyPatch() {}

    public static void main(String[] arguments) {
        ResourceType type = StandardSchemas.user();
        ObjectNode stored = ResourceNormalizer.normalize(type, json("""
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ann",
             "emails": [{"type": "work", "value": "ann@example.com"}]}""")).document();
        ObjectNode body = json("""
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
              {"op": "Replace", "path": "active", "value": "False"},
              {"op": "Add", "path": "emails[type eq \\"home\\"].value", "value": "ann@example.org"}]}""");

        FiredTolerances fired = new FiredTolerances();
        PatchRequest patch = PatchRequest.parse(body, Dialect.tolerant(), fired, PatchLimits.defaults());
        ChangePlan plan = PatchPlanner.plan(
                type, stored, patch, Dialect.tolerant(), fired, FilterLimits.defaults());
        System.out.println(plan.document().path("active") + " " + plan.document().path("emails"));
        System.out.println(ChangePlanJson.write(plan));
        fired.entries().forEach(used -> System.out.println(used.tolerance().id() + " at " + used.where()));

        try {
            PatchPlanner.plan(type, stored, PatchRequest.parse(body));
        } catch (ScimException e) {
            System.out.println(e.status() + " " + e.scimType().orElseThrow().keyword() + ": " + e.detail());
        }
    }

    private static ObjectNode json(String text) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
