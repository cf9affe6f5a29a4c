package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Fit.Example;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.Adoption;
import dev.rollcall.scim.resource.Adoption.Misfit;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at what a connection has stored of a schema. Nothing is changed.
 *
 * <p>Resources are read in pieces, a snapshot each, and at most as many as {@link DeclarationLimits#previewResources} says.
 */
final class DeclarationLook {
    private final Storage storage;
    private final Share share;
    private final long most;

    /** @param share whose share of the store it counts for */
    DeclarationLook(Storage storage, Share share, long most) {
        this.storage = storage;
        this.share = share;
        this.most = most;
    }

    /** How what is stored fits a schema. @param types under which it is declared */
    Fit fit(Connection connection, ConnectionTypes types, Schema schema) {
        Tally tally = new Tally();
        boolean complete = walk(connection, types, schema, (row, type) -> {
            tally.seen++;
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
        return new Fit(tally.seen, complete, tally.with, tally.changed, tally.misfits, tally.examples);
    }

    /** What is stored of a schema, and would be undeclared without it. */
    Orphans values(Connection connection, Schema schema) {
        Tally tally = new Tally();
        List<String> first = new ArrayList<>();
        boolean complete = walk(connection, connection.types(), schema, (row, type) -> {
            if (ResourceWalk.document(row).has(schema.id())) {
                tally.with++;
                if (first.size() < Orphans.NAMED) {
                    first.add(row.id());
                }
            }
        });
        return new Orphans(tally.with, complete, first);
    }

    private static final class Tally {
        private long seen;
        private long with;
        private long changed;
        private long misfits;
        private final List<Example> examples = new ArrayList<>();
    }

    /** @return whether all were looked at */
    private boolean walk(
            Connection connection, ConnectionTypes types, Schema schema,
            BiConsumer<StoredResource, ResourceType> look) {
        long seen = 0;
        for (ResourceKind kind : types.all()) {
            if (kind.type().schema(schema.id()).isEmpty()) {
                continue;
            }
            String after = "";
            boolean ended = false;
            while (!ended) {
                if (seen >= most) {
                    return false;
                }
                String behind = after;
                ResourceStretch found = storage.read(share,
                        session -> ResourceWalk.after(session, connection.id(), kind.name(), behind));
                found.resources().forEach(row -> look.accept(row, kind.type()));
                seen += found.resources().size();
                ended = found.ended() || found.resources().isEmpty();
                after = ended ? after : found.resources().getLast().id();
            }
        }
        return true;
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
