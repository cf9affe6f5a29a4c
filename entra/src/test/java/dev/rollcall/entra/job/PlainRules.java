package dev.rollcall.entra.job;

import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.FlowType;
import dev.rollcall.entra.mapping.MappedObject;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.source.SourceObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The least that rows can mean: direct sources, and {@code active} as text. */
record PlainRules(ObjectMapping mapping) implements ObjectRules {
    @Override
    public MappedObject map(SourceObject object, boolean creating) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        Map<String, List<String>> references = new LinkedHashMap<>();
        for (AttributeMapping row : mapping.attributes()) {
            if (row.type() == FlowType.EXPRESSION) {
                attributes.put(row.target(), StringNode.valueOf("True"));
            } else if (row.source().equals("manager") || row.source().equals("members")) {
                references.put(row.target(), ids(object, row.source()));
            } else {
                object.attribute(row.source()).ifPresent(value -> attributes.put(row.target(), value));
            }
        }
        return new MappedObject(attributes, references);
    }

    @Override
    public Optional<String> matchingValue(AttributeMapping row, SourceObject object) {
        return object.attribute(row.source()).map(JsonNode::asString);
    }

    private static List<String> ids(SourceObject object, String attribute) {
        return object.attribute(attribute).stream()
                .flatMap(value -> value.isArray() ? value.valueStream() : List.of(value).stream())
                .map(JsonNode::asString)
                .toList();
    }
}
