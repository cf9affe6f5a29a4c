package dev.rollcall.scim;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What others can use of a library, as lines of text in an order that does not depend on that of the code: each type with what it is
 * made of and who may implement it, and below it each member with its generic types and, for constants, its value. What is the
 * same for all types of a kind is left out: the accessors of records, {@code values} of enums, {@code equals} and the like.
 */
final class PublicApi {
    private static final String CLASS_FILE = ".class";
    private static final Set<String> OF_ALL_OBJECTS = Set.of("equals", "hashCode", "toString");
    private static final Set<String> OF_ALL_ENUMS = Set.of("values", "valueOf");

    private PublicApi() {}

    /** Of all types whose class files are below the folder, the root of a package tree. */
    static List<String> of(Path classes) throws IOException, ReflectiveOperationException {
        TreeMap<String, List<String>> types = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(PublicApi::isClass).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - CLASS_FILE.length()), false,
                        PublicApi.class.getClassLoader());
                if (isVisible(type)) {
                    types.put(type.getName(), of(type));
                }
            }
        }
        return types.values().stream().flatMap(List::stream).toList();
    }

    /** Of one type, without those inside it. */
    static List<String> of(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor) && !isCanonical(type, constructor)) {
                members.add(named(constructor.toGenericString(), type));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method) && !isImplied(type, method)) {
                members.add(named(method.toGenericString(), type));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field)) {
                members.add(named(field.toGenericString(), type) + value(field));
            }
        }
        List<String> lines = new ArrayList<>(List.of(head(type)));
        members.forEach(member -> lines.add("    " + member));
        return lines;
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(CLASS_FILE) && !name.equals("package-info.class") && !name.equals("module-info.class");
    }

    private static boolean isVisible(Class<?> type) {
        boolean here = (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        return here && !type.isSynthetic() && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && !member.isSynthetic();
    }

    private static String head(Class<?> type) {
        StringBuilder head = new StringBuilder(shortened(type.toGenericString()));
        if (type.isRecord()) {
            head.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> shortened(component.getGenericType().getTypeName()) + " " + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class && parent != Record.class && !type.isEnum()) {
            head.append(" extends ").append(shortened(type.getGenericSuperclass().getTypeName()));
        }
        head.append(list(type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces()));
        if (type.isSealed()) {
            head.append(list(" permits ", type.getPermittedSubclasses()));
        }
        return head.toString();
    }

    private static String list(String word, Type[] types) {
        return types.length == 0
                ? ""
                : Arrays.stream(types)
                        .map(type -> shortened(type.getTypeName()))
                        .sorted()
                        .collect(Collectors.joining(", ", word, ""));
    }

    private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static boolean isImplied(Class<?> type, Method method) {
        boolean accessor = type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getAccessor().equals(method));
        return accessor
                || OF_ALL_OBJECTS.contains(method.getName())
                || type.isEnum() && OF_ALL_ENUMS.contains(method.getName());
    }

    /** The text of a member without the name of the type that it is declared in. */
    private static String named(String member, Class<?> type) {
        return shortened(member.replace(" " + type.getTypeName() + ".", " "));
    }

    private static String shortened(String text) {
        return text.replace("java.lang.", "").replace('$', '.');
    }

    /** Those who use a constant have its value in their own class files. */
    private static String value(Field field) {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        if (!constant) {
            return "";
        }
        try {
            Object value = field.get(null);
            return " = " + (value instanceof String text ? "\"" + text + "\"" : String.valueOf(value));
        } catch (IllegalAccessException e) {
            return "";
        }
    }
}
