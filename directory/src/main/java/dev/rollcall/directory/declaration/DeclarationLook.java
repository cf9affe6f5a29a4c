package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Fit.Example;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.Adoption;
import dev.rollcall.scim.resource.Adoption.Misfit;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Looks at what a connection has stored of a schema, as far as a {@link PacedWalk} goes. Nothing is changed. */
final class DeclarationLook {
    private final PacedWalk walk;

    DeclarationLook(PacedWalk walk) {
        this.walk = walk;
    }

    /** How what is stored fits a schema. @param types under which it is declared */
    Fit fit(Connection connection, ConnectionTypes types, Schema schema) {
        Tally tally = new Tally();
        LookExtent looked = walk.over(connection, with(types, schema), (row, type) -> {
            ObjectNode document = ResourceWalk.document(row);
            Adoption adoption = Adoption.of(type, document, connection.dialect());
            if (!isOf(type, schema) && !adoption.document().has(schema.id())) {
                return;
            }
            tally.with++;
            tally.changed += ResourcePlans.adoption(type, document, adoption).empty() ? 0 : 1;
            List<Misfit> misfits = adoption.misfits().stream().filter(each -> isAbout(each, type, schema)).toList();
            tally.misfits += misfits.isEmpty() ? 0 : 1;
            misfits.stream()
                    .limit(Math.max(0, Fit.NAMED - tally.examples.size()))
                    .forEach(each -> tally.examples.add(new Example(type.name(), row.id(), each)));
        });
        return new Fit(looked, tally.with, tally.changed, tally.misfits, tally.examples);
    }

    /** What is stored of a schema, and would be undeclared without it. */
    Orphans values(Connection connection, Schema schema) {
        Tally tally = new Tally();
        List<String> first = new ArrayList<>();
        LookExtent looked = walk.over(connection, with(connection.types(), schema), (row, type) -> {
            if (ResourceWalk.document(row).has(schema.id())) {
                tally.with++;
                if (first.size() < Orphans.NAMED) {
                    first.add(row.id());
                }
            }
        });
        return new Orphans(tally.with, looked, first);
    }

    private static final class Tally {
        private long with;
        private long changed;
        private long misfits;
        private final List<Example> examples = new ArrayList<>();
    }

    private static List<ResourceKind> with(ConnectionTypes types, Schema schema) {
        return types.all().stream().filter(kind -> kind.type().schema(schema.id()).isPresent()).toList();
    }

    private static boolean isOf(ResourceType type, Schema schema) {
        return type.schema().id().equals(schema.id());
    }

    private static boolean isAbout(Misfit misfit, ResourceType type, Schema schema) {
        return isOf(type, schema)
                ? !misfit.path().contains(":")
                : misfit.path().startsWith(schema.id());
    }
}
