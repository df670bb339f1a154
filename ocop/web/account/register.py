"""The public page on which a producer registers itself."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ocop.accounts.actions.registration import AlreadyRegistered, NewAccount, register_producer
from ocop.base.errors import Refused
from ocop.web.account.forms import RegistrationForm, show_refusal
from ocop.web.account.origin import client_ip
from ocop.web.door import public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@sensitive_post_parameters("password1", "password2")
def register(request: HttpRequest) -> HttpResponse:
    """Account and producer in one form; afterwards the person is signed in and waits for the commune."""
    if request.user.is_authenticated:
        return redirect("home")
    form = RegistrationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/register.html", {"form": form})
    given = form.cleaned_data
    account = NewAccount(
        username=given["username"],
        password=given["password1"],
        full_name=given["full_name"],
        phone=given["phone"],
        email=given["email"],
    )
    try:
        done = register_producer(account=account, facts=form.facts(), origin=client_ip(request) or "")
    except AlreadyRegistered:
        return render(request, "people/already_registered.html", {"commune": given["commune"]}, status=409)
    except Refused as refusal:
        show_refusal(form, refusal)
        return render(request, "people/register.html", {"form": form})
    login(request, done.user, backend=BACKEND)
    messages.success(request, f"Đã đăng ký {done.producer.name}. {done.producer.commune.full_name} sẽ xác nhận.")
    return redirect("producer_page", pk=done.producer.pk)
