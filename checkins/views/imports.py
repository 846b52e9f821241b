"""Import of a file: look first, then write."""

from itertools import chain

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from checkins.forms import ImportForm
from checkins.imports import Report, import_file
from config.refusals import Refusal
from goals.journal import Actor
from goals.models.choices import Source
from goals.views.frame import PageRequest, page, say, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def file_import(request: PageRequest) -> HttpResponse:
    """The button `check` only says what would happen; `import` does it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    report: Report | None = None
    if form.is_bound and form.is_valid():
        report = _report(request, form)
        if report is not None and not report.dry_run:
            say(request, _added(report))
    return page(request, "checkins/import.html", {"form": form, "report": report})


def _report(request: PageRequest, form: ImportForm) -> Report | None:
    """What was, or would be, imported; None when the file is refused, with the reasons in the form."""
    dry_run = request.POST.get("step") != "import"
    by = Actor(request.user, Source.IMPORT)
    try:
        file, skip = form.cleaned_data["file"].file, form.cleaned_data["skip_broken"]
        return import_file(by=by, owner=request.user, file=file, dry_run=dry_run, skip_broken=skip)
    except Refusal as refusal:
        form.add_error("file", list(chain.from_iterable(refusal.fields.values())) or refusal.sentence)
        return None


def _added(report: Report) -> str:
    goals = ngettext("%(count)d goal", "%(count)d goals", report.goals_added) % {"count": report.goals_added}
    check_ins = ngettext("%(count)d check-in", "%(count)d check-ins", report.check_ins_added)
    return _("Imported: %(goals)s and %(check_ins)s.") % {
        "goals": goals,
        "check_ins": check_ins % {"count": report.check_ins_added},
    }
