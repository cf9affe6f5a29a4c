package dev.rollcall.outbound.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Which request is treated how: the first rule that fits, used up after so many times; else chance, if it was asked for. */
final class FaultScript {
    private static final class Rule {
        private final Predicate<TargetRequest> when;
        private final Fault fault;
        private int left;

        Rule(Predicate<TargetRequest> when, Fault fault, int left) {
            this.when = when;
            this.fault = fault;
            this.left = left;
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private List<Fault> chance = List.of();
    private double share;
    private Random random = new Random(1);

    void add(Predicate<TargetRequest> when, Fault fault, int times) {
        rules.add(new Rule(when, fault, times));
    }

    void chance(long seed, double of, List<Fault> faults) {
        random = new Random(seed);
        share = of;
        chance = List.copyOf(faults);
    }

    void clear() {
        rules.clear();
        chance = List.of();
    }

    Optional<Fault> next(TargetRequest request) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext();) {
            Rule rule = each.next();
            if (rule.when.test(request)) {
                if (--rule.left == 0) {
                    each.remove();
                }
                return Optional.of(rule.fault);
            }
        }
        return !chance.isEmpty() && random.nextDouble() < share
                ? Optional.of(chance.get(random.nextInt(chance.size())))
                : Optional.empty();
    }
}
