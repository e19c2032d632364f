"""Which address is whose."""

from django.urls import path

from . import views

handler400 = views.bad_request
handler404 = views.not_found

urlpatterns = [
    path("webhook", views.hear),
    path("orders", views.order),
    path("orders/<str:merchant_uid>", views.show),
    path("orders/<str:merchant_uid>/charge", views.charge),
    path("orders/<str:merchant_uid>/complete", views.complete),
]
