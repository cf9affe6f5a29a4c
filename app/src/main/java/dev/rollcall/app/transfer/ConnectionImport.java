package dev.rollcall.app.transfer;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.LocalResources;
import dev.rollcall.app.transfer.ConnectionExport.Counts;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.GuardEdit;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a connection of an export.
 *
 * <p>Guarantees: users and groups keep their ids and all that was stored of them; the connection gets a new id, and versions and
 * times begin anew. One line of the file is in memory at a time. When the file is not whole or something in it is refused, no
 * connection is left behind.
 */
public final class ConnectionImport {
    private final LocalDirectory directory;
    private final ExportLines lines;
    private long users;
    private long groups;
    private long members;
    private long declared;
    private long links;
    private long retired;
    private long kept;

    /** @param in buffered */
    public ConnectionImport(LocalDirectory directory, InputStream in) {
        this.directory = directory;
        this.lines = new ExportLines(in);
    }

    /**
     * The connection that was made, and what is in it.
     *
     * @param linksLeftOut how many links to accounts of other connections could not be made
     */
    public record Imported(Connection connection, Counts counts, long linksLeftOut) {}

    /**
     * Reads all of it.
     *
     * @param name of the new connection; empty for the one in the file
     * @throws TransferException when the file is none that {@link ConnectionExport} wrote
     * @throws dev.rollcall.directory.DirectoryException when the name is taken
     */
    public Imported read(Optional<String> name) throws IOException {
        ObjectNode first = lines.next().orElseThrow(() -> lines.wrong("is missing"));
        if (!type(first).equals("connection") || !ConnectionHead.isKnown(first)) {
            throw lines.wrong("does not begin an export that this version of Rollcall knows");
        }
        Strategy strategy = Strategy.ofKeyword(lines.text(first, "strategy"))
                .orElseThrow(() -> lines.wrong("has a strategy that this version of Rollcall does not know"));
        Dialect dialect = dialect(first);
        Optional<GuardEdit> guard = ConnectionHead.guard(first, lines);
        // What a strict connection would refuse today may be in it: all is taken as it was kept.
        Connection made = directory.connections()
                .create(name.orElseGet(() -> lines.text(first, "name")), strategy, Dialect.tolerant(),
                        EndpointState.OPEN, connection -> ConnectionHead.detail(first, connection));
        boolean whole = false;
        try {
            configure(made, first);
            DeclarationImport declarations = new DeclarationImport(directory, lines, first);
            Connection ready = declarations.before(made);
            PersonImport people = new PersonImport(directory.storage(), ready, lines);
            resources(ready, people);
            declarations.after(made);
            directory.connections().setDialect(made.id(), dialect);
            Connection connection = ConnectionHead.finish(directory, made, first, guard);
            whole = true;
            return new Imported(connection, new Counts(users, groups, members), people.linksLeftOut());
        } finally {
            if (!whole) {
                directory.connections().discard(made);
            }
        }
    }

    /** Exports of earlier versions say no more than whether the connection was strict. */
    private Dialect dialect(ObjectNode first) {
        if (!first.has("tolerances")) {
            return first.path("strict").asBoolean(false) ? Dialect.strict() : Dialect.tolerant();
        }
        return ToleranceText.stored(List.of(lines.text(first, "tolerances").split(" ", -1)));
    }

    private void configure(Connection made, ObjectNode first) {
        Optional<String> rows = Optional.ofNullable(first.get("mapping"))
                .map(mapping -> MappingText.of(mapping, directory.configurations().settings().limits()));
        Optional<String> userId = Optional.ofNullable(first.get("user_id_attribute"))
                .map(
                        value -> lines.text(first, "user_id_attribute"));
        Optional<DeletionPolicy> deletion = Optional.ofNullable(first.get("deleted_users_kept_days"))
                .map(days -> deletion(days.asInt(-1)));
        Optional<MeClaim> me = Optional.ofNullable(first.get("me_claim")).map(_ -> me(lines.text(first, "me_claim")));
        if (rows.isPresent() || userId.isPresent() || deletion.isPresent() || me.isPresent()) {
            directory.configurations()
                    .update(
                            made.id(),
                            new ConfigurationEdit(userId, rows, Optional.empty(), Optional.empty(), Optional.empty(),
                                    deletion, me),
                            Actor.COMMAND_LINE);
        }
    }

    private DeletionPolicy deletion(int days) {
        try {
            return new DeletionPolicy(days);
        } catch (IllegalArgumentException e) {
            throw lines.wrong("has deleted_users_kept_days that are no number of days from 0 to "
                    + DeletionPolicy.MOST_DAYS);
        }
    }

    private MeClaim me(String name) {
        try {
            return new MeClaim(name);
        } catch (IllegalArgumentException e) {
            throw lines.wrong("has a me_claim that is no claim's name");
        }
    }

    private void resources(Connection made, PersonImport people) throws IOException {
        LocalResources resources = directory.resources(made);
        for (Optional<ObjectNode> line = lines.next(); line.isPresent(); line = lines.next()) {
            switch (type(line.get())) {
                case "User" -> {
                    people.person(restore(resources, StandardSchemas.user(), line.get()), line.get());
                    users++;
                }
                case "Group" -> {
                    restore(resources, StandardSchemas.group(), line.get());
                    groups++;
                }
                case ConnectionExport.DECLARED -> {
                    restore(resources, declaredType(made, line.get()), line.get());
                    declared++;
                }
                case "members" -> members(resources, line.get());
                case "retired" -> retired += people.retired(line.get());
                case "kept" -> {
                    people.kept(line.get());
                    kept++;
                }
                case "link" -> {
                    people.link(line.get());
                    links++;
                }
                case "end" -> {
                    end(line.get());
                    return;
                }
                default -> throw lines.wrong("has a type that this version of Rollcall does not know");
            }
        }
        throw lines.wrong("is the last one and is not the end that an export has, so it was cut off");
    }

    private ResourceType declaredType(Connection made, ObjectNode line) {
        return made.types()
                .find(lines.text(line, "resource_type"))
                .map(ResourceKind::type)
                .orElseThrow(() -> lines.wrong("is of a resource type that the first line does not declare"));
    }

    /** The id that it has. */
    private String restore(LocalResources resources, ResourceType type, ObjectNode line) {
        if (!(line.get("resource") instanceof ObjectNode resource)) {
            throw lines.wrong("has no resource");
        }
        try {
            String id = UUID.fromString(lines.text(line, "id")).toString();
            resources.restore(type, id, resource);
            return id;
        } catch (IllegalArgumentException e) {
            throw lines.wrong("has an id that is no UUID");
        } catch (ScimException e) {
            throw lines.wrong("cannot be taken (%s)".formatted(e.detail()));
        }
    }

    private void members(LocalResources resources, ObjectNode line) {
        if (!(line.get("members") instanceof ArrayNode values)) {
            throw lines.wrong("has no members");
        }
        try {
            resources.addMembers(StandardSchemas.group(), lines.text(line, "group"), values);
        } catch (ScimException e) {
            throw lines.wrong("cannot be taken (%s)".formatted(e.detail()));
        }
        members += values.size();
    }

    private void end(ObjectNode line) {
        Counts said = new Counts(
                line.path("users").asLong(-1), line.path("groups").asLong(-1), line.path("members").asLong(-1));
        boolean people = line.path("resources").asLong(0) == declared
                && line.path("links").asLong(0) == links
                && line.path("retired").asLong(0) == retired
                && line.path("kept").asLong(0) == kept;
        if (!people || !said.equals(new Counts(users, groups, members))) {
            throw lines.wrong(
                    "says that there are other numbers of users, groups, members, links or resources than it has");
        }
    }

    private static String type(ObjectNode line) {
        return line.path("type").asString("");
    }
}
