"""What a person wants: goals with their terms, milestones, plans and pauses, and the journal of every change."""
