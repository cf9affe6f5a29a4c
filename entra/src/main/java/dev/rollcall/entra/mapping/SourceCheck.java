package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.source.SourceAttributeNames;
import dev.rollcall.scim.text.LikelyName;
import java.util.List;

/** Whether a source has what a mapping asks it for: a name that is written wrong would leave an attribute empty for everybody. */
public final class SourceCheck {
    private SourceCheck() {}

    /**
     * Checks the rows and the scoping filter of an enabled mapping.
     *
     * @throws MappingException with the attribute that nobody has, and what was probably meant
     */
    public static void check(ObjectMapping mapping, SourceAttributeNames names) {
        if (!mapping.enabled()) {
            return;
        }
        for (AttributeMapping row : mapping.attributes()) {
            List<String> asked = MappingRow.of(row).expression().attributes().toList();
            asked.forEach(name -> require(name, "The row of " + row.target(), names));
        }
        mapping.scope()
                .groups()
                .forEach(group -> group.clauses()
                        .forEach(clause -> require(clause.source(), "The scoping filter", names)));
    }

    /**
     * Checks the names of a row before there is a source: what is nearly the name of an attribute of Entra is taken for a mistake.
     *
     * @throws MappingException with what was probably meant
     */
    public static void checkNames(AttributeMapping row, ObjectType type) {
        MappingRow.of(row).expression().attributes().forEach(name -> refuse(name, "The row of " + row.target(), type));
    }

    /** The same of a clause. */
    public static void checkName(ScopingClause clause, ObjectType type) {
        refuse(clause.source(), "The clause " + clause.text(), type);
    }

    private static void refuse(String name, String what, ObjectType type) {
        SourceAttributeNames.meant(name, type).ifPresent(near -> {
            throw new MappingException(what + " asks for the source attribute " + name
                    + ", which Entra does not have; did you mean " + near + "?");
        });
    }

    private static void require(String name, String what, SourceAttributeNames names) {
        if (!names.has(name)) {
            throw new MappingException(
                    what + " asks for the source attribute " + name + ", which Entra does not have and "
                            + "nobody in the source has; " + LikelyName.of(name, names.names())
                                    .map(near -> "did you mean " + near + "?")
                                    .orElse("correct its name, or give it to somebody."));
        }
    }
}
