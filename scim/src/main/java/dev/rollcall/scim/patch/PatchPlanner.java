package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.resource.RequiredAttributes;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans a PATCH in two steps (RFC 7644 section 3.5.2): every operation is read into strict steps, where the tolerances
 * have their say ({@link OperationReader}); then the steps are applied in order to a working copy, where they have none
 * ({@link StepApplier}).
 *
 * <p>Guarantees: the request is planned as a whole or refused as a whole; the given document is never changed; the
 * resulting one is canonical and has what its schemas require; a request that changes nothing gives an empty plan with
 * the very document that was given. A group's members are never needed. The time is linear in the request and the document,
 * apart from what {@link PlanningWork} counts and bounds.
 */
public final class PatchPlanner {
    private PatchPlanner() {}

    /**
     * {@return the plan of the request, by the letter of the RFC and with filters within {@link FilterLimits#defaults}}
     *
     * @param type of the resource
     * @param currentDocument the canonical document as it is stored
     * @param request what is asked for
     * @throws dev.rollcall.scim.ScimException as the other does
     */
    public static ChangePlan plan(ResourceType type, ObjectNode currentDocument, PatchRequest request) {
        return plan(type, currentDocument, request, Dialect.strict(), new FiredTolerances(), FilterLimits.defaults());
    }

    /**
     * {@return the plan of the request}
     *
     * @param type of the resource
     * @param currentDocument the canonical document as it is stored
     * @param request what is asked for
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param limits what each filter in brackets may cost
     * @throws dev.rollcall.scim.ScimException 400 with mutability, invalidValue, invalidPath, invalidFilter or noTarget; 413
     *     when planning takes more work than the request's limits grant
     */
    public static ChangePlan plan(ResourceType type, ObjectNode currentDocument, PatchRequest request, Dialect dialect,
            FiredTolerances fired, FilterLimits limits) {
        RequestDialect requestDialect = new RequestDialect(dialect, fired);
        List<PlacedStep> steps = read(request, new OperationReader(type, requestDialect, limits));
        return apply(type, currentDocument, steps, requestDialect, new PlanningWork(request.limits().maxWork()));
    }

    private static List<PlacedStep> read(PatchRequest request, OperationReader reader) {
        List<PlacedStep> steps = new ArrayList<>();
        for (PatchOperation operation : request.operations()) {
            steps.addAll(reader.read(operation));
        }
        reader.end(steps.isEmpty());
        return steps;
    }

    private static ChangePlan apply(ResourceType type, ObjectNode current, List<PlacedStep> steps,
            RequestDialect dialect, PlanningWork work) {
        StepApplier applier = new StepApplier(current, work);
        MembershipSequence membership = new MembershipSequence();
        for (PlacedStep placed : steps) {
            if (placed.step() instanceof Step.Membership step) {
                membership.add(step.change());
            } else if (applier.apply(placed.step())) {
                dialect.allows(Tolerance.CREATE_MISSING_ELEMENT, placed.where());
            }
        }
        ObjectNode document = applier.document(type, dialect.dialect());
        List<Change> changes = new ArrayList<>(DocumentDiff.between(type, current, document));
        boolean changed = !changes.isEmpty();
        if (changed) {
            RequiredAttributes.checkChange(type, current, document);
            ImmutableAttributes.check(type, current, document);
        }
        changes.addAll(membership.changes());
        return new ChangePlan(changes, changed ? document : current);
    }
}
