package dev.rollcall.mapping.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/** The functions on text that are bounded, under the names and with the meaning that CEL's libraries give them. */
final class CelTextFunctions {
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType NUMBER = SimpleType.INT;
    private static final String ALL = "_all";
    private static final String SOME = "_some";

    private CelTextFunctions() {}

    /** What an expression may call, {@code +} aside, which is CEL's own. */
    static List<CelFunctionDecl> declarations() {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration("replace",
                        member("replace" + ALL, TEXT, TEXT, TEXT, TEXT),
                        member("replace" + SOME, TEXT, TEXT, TEXT, TEXT, NUMBER)),
                CelFunctionDecl.newFunctionDeclaration("split",
                        member("split" + ALL, TEXTS, TEXT, TEXT),
                        member("split" + SOME, TEXTS, TEXT, TEXT, NUMBER)),
                CelFunctionDecl.newFunctionDeclaration("join",
                        member("join" + ALL, TEXT, TEXTS),
                        member("join" + SOME, TEXT, TEXTS, TEXT)));
    }

    /** What they do, {@code +} for texts included; no text that they make has more characters than the limit. */
    static List<CelFunctionBinding> bindings(int limit) {
        return List.of(
                CelFunctionBinding.from("add_string", String.class, String.class,
                        (one, other) -> LimitedText.concat(one, other, limit)),
                CelFunctionBinding.from("replace" + ALL, List.of(String.class, String.class, String.class),
                        given -> LimitedText.replace((String) given[0], (String) given[1], (String) given[2], -1,
                                limit)),
                CelFunctionBinding.from("replace" + SOME,
                        List.of(String.class, String.class, String.class, Long.class),
                        given -> LimitedText.replace((String) given[0], (String) given[1], (String) given[2],
                                (Long) given[3], limit)),
                CelFunctionBinding.from("split" + ALL, String.class, String.class,
                        (of, by) -> LimitedText.split(of, by, -1)),
                CelFunctionBinding.from("split" + SOME, List.of(String.class, String.class, Long.class),
                        given -> LimitedText.split((String) given[0], (String) given[1], (Long) given[2])),
                CelFunctionBinding.from("join" + ALL, List.class, of -> LimitedText.join(of, "", limit)),
                CelFunctionBinding.from("join" + SOME, List.class, String.class,
                        (of, by) -> LimitedText.join(of, by, limit)));
    }

    private static CelOverloadDecl member(String id, CelType result, CelType... parameters) {
        return CelOverloadDecl.newMemberOverload(id, result, List.of(parameters));
    }
}
