package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.JsonSize;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A two-way lens between a user's SCIM document and the product's profile, made of rows.
 *
 * <p>Guarantees:
 *
 * <ul>
 * <li>What no row writes is never changed: after an edit, every attribute that the edit did not reach is in the document as it was,
 * unknown ones included, and the very same document comes back when nothing changed.
 * <li>What the document says is in the profile, and what an edit put into the document is in the profile afterwards, as far as the
 * outcome of the edit says; what a profile made anew from itself would lose is named by {@link #roundTrip}.
 * <li>{@code blocked} shows the opposite of {@code active} and is never written: an administrator's block is the overlay's.
 * <li>One value that cannot be computed takes no other one with it.
 * <li>No class of the expression library is loaded unless a row has an expression.
 * </ul>
 *
 * <p>Immutable, for use by several threads. A mapping is bounded by {@link MappingLimits}; making one takes milliseconds, with the
 * first expression of the process about a second, so it is made once for each version and kept.
 */
public final class Mapping {
    private final ResourceType type;
    private final MappingLimits limits;
    private final List<RowLens> lenses;

    private Mapping(ResourceType type, MappingLimits limits, List<RowLens> lenses) {
        this.type = type;
        this.limits = limits;
        this.lenses = List.copyOf(lenses);
    }

    /**
     * The mapping of these rows over the standard user, within {@link MappingLimits#defaults()}.
     *
     * @throws InvalidMappingException naming each row that is wrong, why, and what to write instead
     */
    public static Mapping parse(List<ProfileRow> rows) {
        return parse(rows, StandardSchemas.user(), MappingLimits.defaults());
    }

    /**
     * The mapping of these rows. An empty list is a mapping: its profiles are empty.
     *
     * @param type whose attributes the rows name
     * @throws InvalidMappingException naming each row that is wrong, why, and what to write instead
     */
    public static Mapping parse(List<ProfileRow> rows, ResourceType type, MappingLimits limits) {
        return new Mapping(type, limits, new MappingCheck(type, limits).lenses(rows));
    }

    /**
     * The mapping that a connection of that strategy has unless it says otherwise.
     *
     * @param strategy {@code waad}, {@code okta}, {@code samlp}, {@code oidc} or {@code scim}
     * @throws IllegalArgumentException when there is no such strategy
     */
    public static Mapping defaultFor(String strategy) {
        return DefaultMappings.mapping(strategy);
    }

    /**
     * The same, whose profiles are within these limits.
     *
     * @throws IllegalArgumentException when there is no such strategy
     */
    public static Mapping defaultFor(String strategy, MappingLimits limits) {
        Mapping usual = DefaultMappings.mapping(strategy);
        return new Mapping(usual.type, limits, usual.lenses);
    }

    /** The rows, in their order. */
    public List<ProfileRow> rows() {
        return lenses.stream().map(RowLens::row).toList();
    }

    /** The row that feeds exactly that attribute of the profile, or is fed by it. */
    public Optional<ProfileRow> row(ProfilePath target) {
        return lenses.stream().filter(lens -> lens.target().equals(target)).map(RowLens::row).findFirst();
    }

    /** What the profile shows of the document, which is not changed. */
    public Profile profile(ObjectNode document) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        List<RowProblem> problems = new ArrayList<>();
        ExpressionTime time = new ExpressionTime(limits.expressions());
        long size = 2;
        for (RowLens lens : lenses) {
            try {
                Optional<JsonNode> value = time.read(lens, document);
                if (value.isPresent()) {
                    long with = size + JsonSize.of(value.get()) + 4 + lens.row().auth0().length();
                    if (with > limits.profileBytes()) {
                        problems.add(
                                lens.problem("With its value the profile would have more than " + limits.profileBytes()
                                        + " bytes; map less, or only parts of it."));
                    } else {
                        lens.target().put(attributes, value.get());
                        size = with;
                    }
                }
            } catch (RowExpressionException e) {
                problems.add(lens.problem(String.valueOf(e.getMessage())));
            }
        }
        return new Profile(attributes, problems);
    }

    /**
     * What an edit of the profile comes to. An attribute that is assigned what the profile shows already is left alone and counts as
     * applied, whatever its row says, so that a client may send back all that it read.
     *
     * @param document the canonical document, which is not changed; an empty object stands for a user that is not there yet
     * @param dialect of the connection, which decides what {@code schemas} lists
     */
    public MappingEdit edit(ObjectNode document, ProfileEdit edit, Dialect dialect) {
        return new EditRun(lenses, type, limits, document).run(edit, dialect);
    }

    /**
     * The attribute of SCIM by which a search for a value of that profile attribute can begin: whoever has the value in the profile
     * has an equal one there. What is found is still to be checked against the profile.
     *
     * @return canonical, as in a filter: {@code userName}, {@code emails.value}; empty when the profile attribute comes from no row, or
     *     not unchanged, or the row leaves edits to the product's own values
     */
    public Optional<String> searchedBy(ProfilePath target) {
        return lenses.stream()
                .filter(lens -> lens.target().equals(target) && lens.in().isEmpty() && !lens.isBlocked())
                .filter(lens -> lens.row().direction().reads() && lens.row().byDefault().isEmpty())
                // The product's own value may be shown in its place.
                .filter(lens -> lens.row().direction() == Direction.BOTH || lens.row().edit() != EditRule.OVERLAY)
                .flatMap(lens -> lens.place().stream())
                .map(ScimPlace::searchedBy)
                .findFirst();
    }

    /**
     * What becomes of a profile that is made into a resource of its own and read again.
     *
     * @param attributes of a profile; what no row knows is passed over
     */
    public RoundTrip roundTrip(ObjectNode attributes) {
        return RoundTrip.of(this, lenses, attributes);
    }

    /** What the mapping does with a document: the profile, the way back, and what no row reads. */
    public Preview preview(ObjectNode document) {
        Profile profile = profile(document);
        return new Preview(document, profile, roundTrip(profile.attributes()), UnmappedAttributes.of(lenses, document));
    }

    /**
     * What the mapping would do with the body of a SCIM request that makes a user.
     *
     * @throws dev.rollcall.scim.ScimException 400 when it is no such body
     */
    public Preview previewOf(ObjectNode payload, Dialect dialect) {
        return preview(ResourceNormalizer.normalize(type, payload, dialect, new FiredTolerances()).document());
    }
}
