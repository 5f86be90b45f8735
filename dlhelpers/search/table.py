"""What a search has found: its finished trials, and the best of them as text."""

from ..validation.arguments import kind, whole_number


def finished(study):
    """Return the trials that ran to their end or were stopped for a reason."""
    if not hasattr(study, "get_trials"):
        raise ValueError(f"study is {kind(study)}; it must be the study that dl.search returns.")
    return [trial for trial in study.get_trials(deepcopy=False) if trial.state.name in ("COMPLETE", "PRUNED")]


def best_first(trials):
    """Return those that ran to their end, the best first."""
    return sorted((trial for trial in trials if trial.value is not None), key=lambda trial: -trial.value)


def search_table(study, rows=10):
    """Return the best trials as text, best first: mean share right, from the lowest to the highest start, setting."""
    rows = whole_number("rows", rows, 0)
    trials = finished(study)
    lines = ["trial   right   starts            setting"]
    for trial in best_first(trials)[:rows]:
        low, high = min(trial.user_attrs["shares"]), max(trial.user_attrs["shares"])
        texts = [f"{name} {v:.3g}" if isinstance(v, float) else f"{name} {v}" for name, v in trial.params.items()]
        lines.append(f"{trial.number:5}  {trial.value:6.1%}   {low:6.1%} to {high:6.1%}  {', '.join(texts)}")
    reasons = [trial.user_attrs["stopped"] for trial in trials if trial.value is None]
    lines += [f"stopped, {reason}: {reasons.count(reason)}" for reason in sorted(set(reasons))]
    return "\n".join(lines)
