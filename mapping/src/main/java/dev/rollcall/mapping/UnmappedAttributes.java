package dev.rollcall.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The values of a document that no row reads. */
final class UnmappedAttributes {
    private final Set<List<String>> read;
    private final List<String> unmapped = new ArrayList<>();

    private UnmappedAttributes(Set<List<String>> read) {
        this.read = read;
    }

    /** Their paths, such as {@code title}, {@code emails[1].value} and {@code urn:…:User.division}. */
    static List<String> of(List<RowLens> lenses, ObjectNode document) {
        Set<List<String>> read = new HashSet<>();
        for (RowLens lens : lenses) {
            if (lens.row().direction().reads()) {
                lens.place().ifPresent(place -> read.addAll(place.looksAt(document)));
                lens.in().ifPresent(expression -> expression.attributes().forEach(name -> read.add(List.of(name))));
            }
        }
        UnmappedAttributes attributes = new UnmappedAttributes(read);
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            if (!member.getKey().equals("schemas")) {
                attributes.walk(List.of(member.getKey()), member.getKey(), member.getValue());
            }
        }
        return attributes.unmapped;
    }

    private void walk(List<String> pointer, String path, JsonNode value) {
        if (unmapped.size() >= Preview.MAX_UNMAPPED || read.contains(pointer)) {
            return;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                walk(with(pointer, member.getKey()), path + "." + member.getKey(), member.getValue());
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                walk(with(pointer, Integer.toString(i)), path + "[" + i + "]", value.get(i));
            }
        } else {
            unmapped.add(path);
        }
    }

    private static List<String> with(List<String> pointer, String key) {
        List<String> longer = new ArrayList<>(pointer);
        longer.add(key);
        return longer;
    }
}
