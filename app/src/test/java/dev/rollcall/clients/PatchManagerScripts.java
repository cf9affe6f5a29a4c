package dev.rollcall.clients;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Every form in which a manager is set and removed. */
final class PatchManagerScripts {
    private static final String ENTERPRISE = "/" + Urn.ENTERPRISE;
    private static final String MANAGER = ENTERPRISE + "/manager";

    private PatchManagerScripts() {}

    static void addTo(Scripts scripts) {
        resolving(scripts);
        dangling(scripts);
        removing(scripts);
    }

    private static void resolving(Scripts scripts) {
        for (Map.Entry<String, String> form : Map.of(
                "patch-manager-add-array-ref", "00aa00aa-bb11-cc22-dd33-44ee44ee44ee",
                "patch-manager-add-lower", "2c2f6fb8-0000-4000-8000-000000000001",
                "val-manager-add", "1f556bd0-c280-458b-9d95-21f2b68755da").entrySet()) {
            scripts.add(form.getKey(), s -> {
                s.name(form.getValue(), s.user("{schemas:['" + Urn.USER + "'],userName:'boss',displayName:'Boss'}"));
                s.target(PatchUserScripts.FULL);
            }, (s, a) -> {
                String boss = (String) s.client().get("/Users?filter=userName+eq+%22boss%22").at("/Resources/0/id");
                assertThat(s.now(MANAGER)).isEqualTo(
                        Map.of("value", boss, "$ref", s.client().base() + "/Users/" + boss, "displayName", "Boss"));
                assertThat(s.now(ENTERPRISE + "/department")).isEqualTo("Tools");
            });
        }
    }

    private static void dangling(Scripts scripts) {
        for (Map.Entry<String, String> form : Map.of(
                "patch-manager-add-urn-string", "271",
                "patch-manager-replace-urn-string", "272",
                "patch-manager-value-path", "Ruth",
                "patch-legacy-urn1", "m1").entrySet()) {
            scripts.add(form.getKey(), s -> s.target(PatchUserScripts.FULL),
                    (s, a) -> assertThat(s.now(MANAGER)).isEqualTo(Map.of("value", form.getValue())));
        }
    }

    private static void removing(Scripts scripts) {
        for (String id : List.of("patch-manager-remove-filter", "patch-manager-remove-filter-urn",
                "patch-manager-remove-plain", "val-manager-remove")) {
            scripts.add(id, s -> {
                String boss = s.userNamed("boss");
                s.name("manager-id", boss);
                s.target(PatchUserScripts.FULL.replace("division:'North'",
                        "division:'North',manager:{value:'" + boss + "'}"));
                assertThat(s.now(MANAGER + "/value")).isEqualTo(boss);
            }, (s, a) -> {
                assertThat(s.now(MANAGER)).isNull();
                assertThat(s.now(ENTERPRISE + "/division")).isEqualTo("North");
                assertThat(s.play().status()).as("once more, with no manager").isIn(200, 204);
            });
        }
    }
}
